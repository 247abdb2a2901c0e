use hq_e2e::{journey, no_picture, picture};

const BOB: &str = "bob@example.net";
/// In the addresses of one's own picture, and of a member's.
const MINE: &str = "/me/picture?";
const MEMBERS: &str = "/members/";

#[test]
fn a_picture_is_chosen_seen_by_others_and_taken_away() {
    journey("picture", async |hq| {
        hq.with_organization("Acme").await;
        hq.invite("acme", BOB).await;
        let browser = &hq.browser;
        browser.open("/account").await;
        browser.choose_picture(&no_picture()).await;
        browser.see_text("This isn’t a PNG, JPEG or WebP image.").await;
        browser.choose_picture(&picture()).await;
        browser.see_text("Picture changed.").await;
        browser.until("the picture in the menu", async || browser.pictures(MINE).await >= 1).await;
        browser.reload().await;
        browser.see("button", "Remove picture").await;
        let card_and_menu = async || browser.pictures(MINE).await == 2;
        browser.until("the picture in the card and in the menu after a reload", card_and_menu).await;
        browser.open("/organizations/acme/members").await;
        browser.see_text("ada@example.org").await;
        browser.until("one's picture in the list", async || browser.pictures(MEMBERS).await >= 1).await;
        hq.sign_out("Ada Lovelace").await;

        hq.sign_up("Bob Noyce", BOB).await;
        browser.press("button", "Join…").await;
        browser.see_path("/organizations/acme").await;
        browser.open("/organizations/acme/members").await;
        browser.see_text("Ada Lovelace").await;
        browser.until("the other member's picture", async || browser.pictures(MEMBERS).await >= 1).await;
        assert_eq!(browser.pictures(MINE).await, 0, "Bob has none");
        hq.sign_out("Bob Noyce").await;

        browser.sign_in("ada@example.org").await;
        browser.see("heading", "Acme").await;
        browser.open("/account").await;
        browser.press("button", "Remove picture").await;
        browser.see_text("Picture removed.").await;
        browser.until("no picture in the menu", async || browser.pictures(MINE).await == 0).await;
        browser.open("/organizations/acme/members").await;
        browser.see_text(BOB).await;
        assert_eq!((browser.pictures(MEMBERS).await, browser.pictures(MINE).await), (0, 0));
    });
}
