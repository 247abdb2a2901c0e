//! Pictures that are chosen, and seen.

use crate::Browser;
use thirtyfour::By;

/// A picture to choose: a file of the fuzzer's.
#[must_use]
pub fn picture() -> String {
    let path = format!("{}/../../fuzz/seeds/pictures/plain.jpg", env!("CARGO_MANIFEST_DIR"));
    std::fs::canonicalize(path).unwrap().display().to_string()
}

/// A file that is none.
#[must_use]
pub fn no_picture() -> String {
    format!("{}/Cargo.toml", env!("CARGO_MANIFEST_DIR"))
}

impl Browser {
    /// Chooses a file where the page takes a picture.
    pub async fn choose_picture(&self, file: &str) {
        self.see_text("PNG, JPEG or WebP").await;
        let input = self.driver().find(By::Css("input[type=file]")).await.expect("a way to choose a file");
        input.send_keys(file).await.unwrap();
    }

    /// How many pictures with this in their address stand on the page, loaded and in sight.
    pub async fn pictures(&self, part: &str) -> i64 {
        let script = "return [...document.images].filter((i) => i.src.includes(arguments[0]) && i.naturalWidth \
            && getComputedStyle(i).visibility === 'visible').length";
        self.run(script, vec![part.into()]).await.as_i64().unwrap_or(0)
    }
}
