//! Small things that become large or take long: for each decoder and parser of what strangers send, one that tries. Memory is
//! what the process had at its highest, which the kernel counts; each test is a process of its own (cargo-nextest).

#![cfg(target_os = "linux")]

use crate::{
    on_both,
    support::{
        Browser, DnsAnswer, Hq, Reply, pem,
        pictures::{Place, inflates_to, png_chunk, png_of, png_with},
    },
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use hq_contract::{
    Role,
    certificates::NewCertificate,
    domains::{ClaimDomain, NewDomain, VerifyDomain},
    invitations::Recipients,
};
use hq_server::{http::assets::Assets, platform::images::redraw};
use image::{DynamicImage, ImageFormat, RgbaImage};
use std::{
    fs,
    io::Cursor,
    time::{Duration, Instant},
};

on_both!(no_uploaded_picture_unpacks_to_more_than_it_may);

const MIB: usize = 1 << 20;
/// For one of them, compiled without optimization on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);
/// A picture of 4,096 × 4,096 pixels with 16 bits a channel takes 128 MiB, and is allowed.
const PICTURE: usize = 160 * MIB;
/// Two copies and more of the largest body.
const REQUEST: usize = 24 * MIB;

fn status(field: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("what the kernel says");
    let line = status.lines().find_map(|line| line.strip_prefix(field)).expect(field);
    line.split_whitespace().next().and_then(|kib| kib.parse::<usize>().ok()).expect("a number") * 1024
}

/// Answers the result, and fails where it took longer or more memory than it may.
fn bounded<T>(name: &str, memory: usize, work: impl FnOnce() -> T) -> T {
    let (before, started) = begin();
    let result = work();
    end(name, memory, before, started);
    result
}

async fn bounded_reply(name: &str, work: impl Future<Output = Reply>) -> Reply {
    let (before, started) = begin();
    let result = work.await;
    end(name, REQUEST, before, started);
    assert!(result.status.as_u16() < 500, "{name}: {}", result.body);
    result
}

fn begin() -> (usize, Instant) {
    // From now on the highest is the highest since (proc_pid_clear_refs(5)).
    fs::write("/proc/self/clear_refs", "5").expect("the mark is set back");
    (status("VmRSS:"), Instant::now())
}

fn end(name: &str, memory: usize, before: usize, started: Instant) {
    let took = started.elapsed();
    let more = status("VmHWM:").saturating_sub(before);
    assert!(more < memory, "{name}: {} MiB, of {} at most", more / MIB, memory / MIB);
    assert!(took < PATIENCE, "{name}: {took:?}");
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let image = DynamicImage::from(RgbaImage::from_pixel(16, 16, [1, 2, 3, 255].into()));
    let image = if format == ImageFormat::Jpeg { DynamicImage::from(image.into_rgb8()) } else { image };
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

#[test]
fn what_is_beside_a_png_is_not_unpacked() {
    let large = inflates_to(900);
    assert!(large.len() < MIB, "{}", large.len());
    let text = |head: &[u8]| [head, &large].concat();
    for (name, chunks, shown) in [
        ("a colour profile", png_chunk(b"iCCP", &text(b"x\0\0")), true),
        ("a compressed text", png_chunk(b"zTXt", &text(b"x\0\0")), true),
        ("a compressed text in UTF-8", png_chunk(b"iTXt", &text(b"XML:com.adobe.xmp\0\x01\0\0\0")), true),
        ("80,000 texts", png_chunk(b"tEXt", b"x\0").repeat(60_000), true),
        (
            "where the camera was",
            png_chunk(b"eXIf", &[&b"II*\0\xff\xff\xff\xff"[..], &vec![7; MIB / 2]].concat()),
            true,
        ),
        ("an animation", png_chunk(b"acTL", &[0xff; 8]).repeat(1_000), true),
        ("a palette", png_chunk(b"PLTE", &vec![7; MIB / 2]), false),
    ] {
        let png = png_with(&chunks);
        assert!(png.len() <= MIB, "{name}: {}", png.len());
        let logo = bounded(name, PICTURE, || redraw(&png));
        assert!(logo.is_ok() || !shown, "{name}: {logo:?}");
    }
}

#[test]
fn no_png_is_larger_than_it_may_be() {
    let pixels = inflates_to(900);
    for (width, height) in [(u32::MAX >> 1, 1), (100_000, 100_000), (4_097, 4_097), (1, 5_000), (0, 9)] {
        let png = png_of(width, height, &pixels);
        let name = format!("{width} × {height}");
        assert!(bounded(&name, 16 * MIB, || redraw(&png)).is_err(), "{name}");
    }
    // The pixels of a small one go on and on.
    let _ = bounded("more pixels than it has", 16 * MIB, || redraw(&png_of(64, 64, &pixels)));
}

/// As people send them: what is refused is told, and what is only beside a picture is not looked at.
async fn no_uploaded_picture_unpacks_to_more_than_it_may(hq: Hq) {
    let (ada, acme) = hq.joined_admin().await;
    let zeros = inflates_to(900);
    for place in [Place::of_person(), Place::of_organization(acme)] {
        for (width, height) in [(100_000, 100_000), (4_097, 4_097), (1, 5_000), (u32::MAX >> 1, 1)] {
            let (name, png) = (format!("{}: {width} × {height}", place.path), png_of(width, height, &zeros));
            let reply = bounded_reply(&name, place.put(&ada, "image/png", png)).await;
            assert_eq!(reply.status, 422, "{name}: {}", reply.body);
            assert_eq!(ada.get(&place.path).await.status, 404, "{name}");
        }
        let name = format!("{}: a colour profile", place.path);
        let png = png_with(&png_chunk(b"iCCP", &[&b"x\0\0"[..], &zeros].concat()));
        let reply = bounded_reply(&name, place.put(&ada, "image/png", png)).await;
        assert_eq!(reply.status, 200, "{name}: {}", reply.body);
        let kept = ada.request("GET", &place.path).send().await.unwrap().bytes().await.unwrap();
        assert!(kept.len() < 1024, "{name}: {}", kept.len());
    }
}

#[test]
fn no_jpeg_is_larger_than_it_may_be() {
    let mut jpeg = picture(ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).expect("a frame");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert!(bounded("65,535 × 65,535", 8 * MIB, || redraw(&jpeg)).is_err());
    // Application segments: colour profiles in pieces, places, previews.
    let fine = picture(ImageFormat::Jpeg);
    for (name, marker, head) in
        [("profiles", 0xe2, &b"ICC_PROFILE\0\x01\xff"[..]), ("places", 0xe1, b"Exif\0\0")]
    {
        let segment = [&[0xff, marker, 0xff, 0xff][..], head, &vec![1; 65_533 - head.len()]].concat();
        let jpeg = [&fine[..2], &segment.repeat(15), &fine[2..]].concat();
        let _ = bounded(name, 32 * MIB, || redraw(&jpeg));
    }
}

/// Each scan goes over all of the picture once more, and takes a dozen bytes.
#[test]
fn a_jpeg_of_endless_scans_ends() {
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xdb, 0, 67, 0];
    jpeg.extend([1; 64]);
    jpeg.extend([0xff, 0xc2, 0, 11, 8, 0x04, 0, 0x04, 0, 1, 1, 0x11, 0]);
    for class in [0x00, 0x10] {
        jpeg.extend([0xff, 0xc4, 0, 20, class, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
    let scan = [0xff, 0xda, 0, 8, 1, 1, 0, 1, 63, 0, 0, 0];
    while jpeg.len() + scan.len() < MIB {
        jpeg.extend(scan);
    }
    let _ = bounded("80,000 scans", PICTURE, || redraw(&jpeg));
}

fn webp_chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&kind[..], &u32::try_from(content.len()).unwrap().to_le_bytes(), content, &[0; 1][..content.len() % 2]]
        .concat()
}

/// An extended file whose canvas has so many pixels on a side.
fn webp(flags: u8, side: u32, chunks: &[u8]) -> Vec<u8> {
    let side = (side - 1).to_le_bytes();
    let head = [&[flags, 0, 0, 0][..], &side[..3], &side[..3]].concat();
    let all = [&b"WEBP"[..], &webp_chunk(b"VP8X", &head), chunks].concat();
    [&b"RIFF"[..], &u32::try_from(all.len()).unwrap().to_le_bytes(), &all].concat()
}

#[test]
fn no_webp_is_larger_than_it_may_be() {
    // A key frame of 16,383 × 16,383 pixels, and nothing but zeros to fill it with.
    let lossy = [&[0x10, 0x40, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f][..], &vec![0; MIB / 2]].concat();
    let lossless = [&[0x2f, 0xff, 0xff, 0xff, 0x0f][..], &vec![0; MIB / 2]].concat();
    let frame = |picture: &[u8]| {
        let head = [0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0, 0, 0, 0, 0];
        webp_chunk(b"ANMF", &[&head[..], picture].concat())
    };
    let animation = |frame: Vec<u8>| webp(2, 16, &[webp_chunk(b"ANIM", &[0; 6]), frame].concat());
    for (name, file) in [
        ("lossy in a small canvas", webp(0, 16, &webp_chunk(b"VP8 ", &lossy))),
        ("lossless in a small canvas", webp(0, 16, &webp_chunk(b"VP8L", &lossless))),
        ("a lossy frame", animation(frame(&webp_chunk(b"VP8 ", &lossy)))),
        ("a lossless frame", animation(frame(&webp_chunk(b"VP8L", &lossless)))),
        ("a canvas of 16,777,216", webp(2, 1 << 24, &frame(&webp_chunk(b"VP8 ", &lossy)))),
        ("by itself", [&b"RIFF\xff\xff\xff\xffWEBP"[..], &webp_chunk(b"VP8 ", &lossy)].concat()),
        ("by itself, lossless", [&b"RIFF\xff\xff\xff\xffWEBP"[..], &webp_chunk(b"VP8L", &lossless)].concat()),
    ] {
        assert!(bounded(name, 8 * MIB, || redraw(&file)).is_err(), "{name}");
    }
    let fine = picture(ImageFormat::WebP);
    let endless = webp(0x28, 16, &[&b"EXIF\xff\xff\xff\xff"[..], &fine[12..]].concat());
    assert!(bounded("a chunk of 4 GiB", 8 * MIB, || redraw(&endless)).is_err());
    let many = [webp_chunk(b"ICCP", b"").repeat(100_000), fine[12..].to_vec()].concat();
    assert!(bounded("100,000 profiles", 16 * MIB, || redraw(&webp(0x20, 16, &many))).is_ok());
}

#[test]
fn no_certificate_takes_more_than_its_length() {
    let block = |der: &[u8]| {
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", BASE64_STANDARD.encode(der))
    };
    let nested: Vec<u8> = [0x30, 0x80].repeat(200_000);
    let claimed = [&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..], &[0; 64]].concat();
    let long_number = [&[0x30, 0x83, 0x07, 0, 0, 0x02, 0x83, 0x06, 0, 0][..], &vec![0x7f; 400_000]].concat();
    for (name, chain) in [
        ("nested", block(&nested)),
        ("4 GiB, it says", block(&claimed)),
        ("a long number", block(&long_number)),
        ("20,000 blocks", block(b"").repeat(16_000)),
        ("beginnings", "-----BEGIN CERTIFICATE-----\n".repeat(30_000)),
        ("ends", "-----END CERTIFICATE-----\n".repeat(30_000)),
        ("hyphens", "-".repeat(MIB - 1)),
        ("empty lines", "\n".repeat(MIB - 1)),
        ("one good one, 400 times", pem("leaf-alone.pem").repeat(400)),
    ] {
        for as_key in [false, true] {
            let tried = if as_key {
                NewCertificate {
                    chain: pem("chain.pem"),
                    private_key: chain.replace("CERTIFICATE", "PRIVATE KEY"),
                }
            } else {
                NewCertificate { chain: chain.clone(), private_key: pem("chain.key") }
            };
            let result = bounded(name, REQUEST, || hq_server::certificates::check(&tried, 1_772_323_200));
            assert!(result.is_err(), "{name}");
        }
    }
}

#[test]
fn no_pasted_list_takes_long() {
    for piece in ["\"", ",", "<", "a@b.example,", "\"a\" <", "'=", ";\t", "\u{feff}", "(", "\\\"", "a.", "@"]
    {
        let text = piece.repeat(256 * 1024 / piece.len());
        let _ = bounded(piece, 256 * MIB, || Recipients::read(&text).list.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_body_takes_long() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let path = format!("/organizations/{}/invitations", acme.id);
    let fill = |piece: &str| piece.repeat((MIB - 64) / piece.len());
    for (name, body) in [
        ("nested arrays", fill("[")),
        ("nested objects", fill("{\"a\":")),
        ("inside a field", format!("{{\"emails\":{}", fill("["))),
        ("a field again and again", format!("{{{}\"a\":1}}", fill("\"a\":1,"))),
        ("digits", format!("{{\"role\":{}}}", fill("9"))),
        ("an exponent", "{\"role\":1e999999999}".to_owned()),
        ("escapes", format!("{{\"role\":\"{}\"}}", fill("\\u00e9"))),
        ("NULs", format!("{{\"role\":\"{}\"}}", fill("\\u0000"))),
        ("a name with NULs", format!("{{\"{}\":1}}", fill("\\u0000"))),
        ("addresses", format!("{{\"role\":\"user\",\"emails\":[{}\"\"]}}", fill("\"a@b.example\","))),
        ("spaces", format!("{{{}}}", fill(" "))),
        ("quotation marks", fill("\"")),
        ("backslashes", format!("{{\"a\":\"{}", fill("\\"))),
    ] {
        let request = ada.request("POST", &path).header("content-type", "application/json").body(body);
        let reply = bounded_reply(name, ada.send(request)).await;
        assert!(reply.status.is_client_error(), "{name}: {}", reply.status);
    }
}

async fn send(browser: &Browser, name: &str, value: &str) -> Reply {
    browser.send(browser.request("GET", "/me/organizations").header(name, value)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_header_takes_long() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let ada = hq.person("ada@acme.example").await;
    let cookie = hq.cookie_name();
    let pieces =
        [",", ";", "=", "\"", "a,", "*;q=0.1,", "q=", "en-", "en;q=", "W/\"a\",", "%00", "a=b; ", " "];
    for name in [
        "accept",
        "accept-encoding",
        "accept-language",
        "content-type",
        "cookie",
        "if-match",
        "if-none-match",
        "forwarded",
        "x-forwarded-for",
        "user-agent",
        "idempotency-key",
        "authorization",
        "range",
        "referer",
    ] {
        for piece in pieces {
            let value = piece.repeat(24 * 1024 / piece.len());
            bounded_reply(&format!("{name}: {piece}"), send(&ada, name, &value)).await;
        }
    }
    // As many cookies of the session's name as a head holds: each could be the one.
    let tokens = format!("{cookie}={}; ", "A".repeat(43)).repeat(400);
    bounded_reply("sessions", send(&hq.browser(), "cookie", &tokens)).await;
    for (name, value) in [("q", "%"), ("q", "a"), ("page_token", "A"), ("limit", "9"), ("x", "&q=")] {
        let path = format!("/me/organizations?{name}={}", value.repeat(24 * 1024 / value.len()));
        bounded_reply(name, ada.get(&path)).await;
    }
    for piece in ["/a", "%2F", "%25", "%E2%82%AC", "..%2f"] {
        let path = format!("/organizations/{}", piece.repeat(24 * 1024 / piece.len()));
        bounded_reply(piece, ada.get(&path)).await;
    }
}

#[test]
fn no_encoding_or_language_takes_long() {
    let assets = Assets::new([("a.txt".to_owned(), b"a".as_slice().into(), [1; 32])]);
    for piece in [",", "br;", "q=1;", "gzip;q=0.999,", "*", "\"", "W/\"1\","] {
        let value: http::HeaderValue = piece.repeat(32 * 1024 / piece.len()).parse().unwrap();
        let headers =
            ["accept-encoding", "if-none-match", "accept-language"].map(|name| (name, value.clone()));
        let mut map = http::HeaderMap::new();
        for (name, value) in headers {
            map.insert(name, value);
        }
        bounded(piece, 8 * MIB, || assets.answer(&http::Method::GET, "/a.txt", &map));
        bounded(piece, 8 * MIB, || hq_text::Language::from_accept_language(value.to_str().unwrap()));
    }
}

/// As many records as an answer by TCP holds, each with all the strings it may have.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_of_the_dns_takes_long() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let ada = hq.joined_admin().await;
    for (number, texts) in [vec!["a".to_owned(); 4_000], vec!["b".repeat(60_000)], vec![String::new(); 5_000]]
        .into_iter()
        .enumerate()
    {
        let body = NewDomain { name: format!("d{number}.acme.example").parse().unwrap() };
        let claimed = ada.0.call(&ClaimDomain { org: ada.1, body }).await.unwrap();
        hq.dns.answers(&claimed.record.name, DnsAnswer::Texts(texts));
        let (before, started) = begin();
        let _ = ada.0.call(&VerifyDomain { org: ada.1, id: claimed.id }).await;
        end("records", REQUEST, before, started);
    }
    assert_eq!(ada.0.get("/me").await.status, 200);
}

impl Hq {
    /// An admin, and their organization.
    async fn joined_admin(&self) -> (Browser, hq_contract::OrganizationId) {
        let ada = self.person("ada@acme.example").await;
        let acme = ada.create("Acme").await;
        assert_eq!(acme.role, Role::Admin);
        (ada, acme.id)
    }
}
