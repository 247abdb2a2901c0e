//! Icons: Lucide's outlines, drawn by one component (docs/decisions/0003-icons.md).

use icondata_core::IconData;
use leptos::{prelude::*, svg::InertElement};

/// The drawing of an icon; see [`glyph`].
pub type Glyph = &'static IconData;

/// The icons in use. Add a line here to use another one; only these are compiled in.
pub mod glyph {
    pub use icondata_lu::{
        LuArrowDown as ARROW_DOWN, LuArrowLeft as ARROW_LEFT, LuArrowRight as ARROW_RIGHT,
        LuArrowUp as ARROW_UP, LuBox as BOX, LuBuilding2 as ORGANIZATION, LuCheck as CHECK,
        LuChevronDown as CHEVRON_DOWN, LuChevronRight as CHEVRON_RIGHT, LuChevronsUpDown as CHEVRONS_UP_DOWN,
        LuCircleAlert as ALERT, LuCircleCheck as ACTIVE, LuCircleX as INACTIVE, LuClock as CLOCK,
        LuCloud as CLOUD, LuCopy as COPY, LuCreditCard as CARD, LuDownload as DOWNLOAD, LuEllipsis as MORE,
        LuEye as EYE, LuEyeOff as EYE_OFF, LuGripVertical as GRIP, LuInfo as INFO, LuKeyRound as KEY,
        LuKeyboard as KEYBOARD, LuLanguages as LANGUAGES, LuLink as LINK, LuLock as LOCK,
        LuLogOut as SIGN_OUT, LuMail as MAIL, LuMinus as MINUS, LuMonitor as SYSTEM, LuMoon as MOON,
        LuPencil as EDIT, LuPlus as PLUS, LuRefreshCw as ROTATE, LuSearch as SEARCH, LuSend as SEND,
        LuSettings as SETTINGS, LuShieldCheck as SHIELD, LuSun as SUN, LuTrash2 as TRASH,
        LuTriangleAlert as WARNING, LuUser as USER, LuUserPlus as INVITE, LuUsers as USERS, LuX as CLOSE,
    };
    pub use icondata_lu::{
        LuCircleDashed as PARTLY, LuCircleHelp as HELP, LuDatabase as DATABASE, LuExternalLink as EXTERNAL,
        LuFileBadge as CERTIFICATE, LuGauge as GAUGE, LuGlobe as GLOBE, LuHouse as HOME, LuLayers as LAYERS,
        LuLayoutGrid as CARDS, LuList as LIST, LuReceipt as RECEIPT, LuScrollText as LOG,
    };
}

/// An icon of 16 px (`large`: 20 px) in the colour of the text. It is decoration: the words beside it, or the
/// label of its button, say what it means. `mirror` turns one that points along the line of text around in
/// right-to-left languages.
#[component]
pub fn Icon(glyph: Glyph, #[prop(optional)] large: bool, #[prop(optional)] mirror: bool) -> AnyView {
    let class = match (large, mirror) {
        (false, false) => "icon",
        (true, false) => "icon icon-large",
        (false, true) => "icon icon-mirror",
        (true, true) => "icon icon-large icon-mirror",
    };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            {InertElement::new(glyph.data)}
        </svg>
    }
    .into_any()
}
