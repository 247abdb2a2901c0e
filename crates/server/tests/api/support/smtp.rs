//! A mail server with moods.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufStream},
    net::{TcpListener, TcpStream},
};

/// How the server treats who wants to hand it a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes everything.
    Kind,
    /// Takes everything, to addresses in letters of any alphabet too.
    International,
    /// "Come again later", as greylisting servers say to strangers.
    Greylisting,
    /// Knows no such recipient.
    Refusing,
    /// Takes the mail, and never says so.
    HangingAfterData,
    /// Hangs up at once.
    Dropping,
    /// Three of ten recipients are told "come again later" the first time. Nothing is quick.
    Tiresome,
}

/// The mood, the mails that it took, who was turned away once, and what it was told of recipients.
type State = (Mood, Vec<String>, BTreeSet<String>, Vec<String>);

pub struct SmtpDouble {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl SmtpDouble {
    pub async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new((mood, Vec::new(), BTreeSet::new(), Vec::new())));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, shared.clone()));
            }
        });
        Self { address, state }
    }

    pub fn become_(&self, mood: Mood) {
        self.state.lock().unwrap().0 = mood;
    }

    /// The mails that it took, as they came.
    pub fn taken(&self) -> Vec<String> {
        self.state.lock().unwrap().1.clone()
    }

    /// The commands by which it was told from whom and to whom.
    pub fn envelopes(&self) -> Vec<String> {
        self.state.lock().unwrap().3.clone()
    }
}

async fn talk(stream: TcpStream, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let mood = || state.lock().unwrap().0;
    if mood() == Mood::Dropping {
        return Ok(());
    }
    let mut stream = BufStream::new(stream);
    let mut say = "220 double\r\n";
    loop {
        stream.write_all(say.as_bytes()).await?;
        stream.flush().await?;
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        if line.starts_with("MAIL") || line.starts_with("RCPT") {
            state.lock().unwrap().3.push(line.trim_end().to_owned());
        }
        say = match line.split([' ', ':', '\r']).next().unwrap_or_default() {
            "EHLO" if mood() == Mood::International => "250-double\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            "RCPT" if mood() == Mood::Greylisting => "451 4.7.1 come again later\r\n",
            "RCPT" if mood() == Mood::Tiresome && !is_welcome(&line, &mut state.lock().unwrap().2) => {
                "451 4.7.1 come again later\r\n"
            }
            "RCPT" if mood() == Mood::Refusing => "550 5.1.1 nobody here by that name\r\n",
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                stream.flush().await?;
                let mut mail = String::new();
                while !mail.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut mail).await? == 0 {
                        return Ok(());
                    }
                }
                state.lock().unwrap().1.push(mail);
                if mood() == Mood::HangingAfterData {
                    std::future::pending::<()>().await;
                }
                "250 taken\r\n"
            }
            "QUIT" => return Ok(()),
            _ => "250 well\r\n",
        };
    }
}

/// Three of ten recipients are turned away, each once.
fn is_welcome(line: &str, turned_away: &mut BTreeSet<String>) -> bool {
    let sum: u32 = line.bytes().map(u32::from).sum();
    sum % 10 >= 3 || !turned_away.insert(line.to_owned())
}
