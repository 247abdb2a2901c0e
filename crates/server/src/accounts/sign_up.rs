//! `POST /accounts`

use super::store;
use crate::{
    access_attempts::{self, Attempt},
    app::App,
    http::{
        cookies::{self, Purpose},
        endpoint::Done,
        extract::Posted,
        preferred_language::PreferredLanguage,
        problem::Failure,
        user_agent::UserAgent,
    },
    mail::{Asked, letters::Letter, outbox, smtputf8},
    platform::{
        rate_limits::{self, Limit},
        token::Token,
    },
    users,
};
use axum::{extract::State, http::HeaderMap};
use hq_contract::{
    accounts::{CheckYourMail, NewAccount, SignUp},
    console_paths::ConsolePath,
};
use hq_text::{Language, Texts};

/// Mails to one address.
const PER_EMAIL: Limit = Limit { name: "sign_up.email", most: 5, window_seconds: 3600 };
/// Sign-ups from one address of the network.
const PER_ADDRESS: Limit = Limit { name: "sign_up.address", most: 60, window_seconds: 3600 };

/// Serves [`SignUp`].
pub async fn sign_up(
    State(app): State<App>,
    PreferredLanguage(preferred): PreferredLanguage,
    agent: UserAgent,
    headers: HeaderMap,
    posted: Posted<NewAccount>,
) -> Result<Done<SignUp>, Failure> {
    // Another sign-up of this browser goes on working.
    let carried = app.cookies().read(Purpose::SignUp, &headers).pop();
    let browser = carried.unwrap_or_else(|| posted.token(&app));
    let cookie = app.cookies().set(Purpose::SignUp, &browser);
    let mut answer = remember(&app, preferred, &agent, &browser, &posted).await;
    match &mut answer {
        Ok(done) => cookies::add(done.headers_mut(), &cookie),
        // The answer to the first try: it may have got lost, and its cookie with it.
        Err(Failure::Answered(answer)) => cookies::add(answer.headers_mut(), &cookie),
        Err(_) => {}
    }
    answer
}

async fn remember(
    app: &App,
    preferred: Language,
    agent: &UserAgent,
    browser: &Token,
    posted: &Posted<NewAccount>,
) -> Result<Done<SignUp>, Failure> {
    let new = &posted.body;
    let canonical = new.email.canonical().map_err(|code| Failure::field("/email", code))?;
    smtputf8::check(app, &new.email)?;
    rate_limits::count(app, PER_ADDRESS, &posted.origin().network()).await?;
    rate_limits::count_untold(app, PER_EMAIL, &canonical).await?;
    let hash = app.passwords().hash(new.password.expose()).await?;
    let language =
        new.language.as_ref().and_then(|tag| Language::from_tag(tag.as_str())).unwrap_or(preferred);

    let mut operation = posted.begin(app).await?;
    let known = users::store::find_by_email(operation.tx(), &canonical).await?;
    let token = store::remember(&operation, new, &hash, language, browser).await?;
    let texts =
        Texts::of(known.as_ref().and_then(|user| Language::from_tag(&user.language)).unwrap_or(language));
    let letter =
        Letter { texts: &texts, public_url: &app.settings().public_url, first_name: new.full_name.first() };
    let asked = Asked { at: operation.now(), agent: &agent.0, address: &posted.origin().address };
    let message = match &known {
        // Nothing that a stranger typed goes to the account's holder.
        Some(user) => Letter { first_name: first_word(&user.full_name), ..letter }
            .account_exists(&asked, app.link(ConsolePath::SignIn)),
        None => {
            let path = ConsolePath::Verify(token.expose(), new.return_to.as_ref());
            letter.verify_address(&asked, app.link(path), store::HOURS.unsigned_abs())
        }
    };
    outbox::queue(&mut operation, new.email.as_str(), &message).await?;
    access_attempts::note(&operation, known.map(|user| user.id), Attempt::SignUp).await?;
    operation.finish_with(Done::new(&CheckYourMail { email: new.email.clone() })?).await
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}
