//! JSON as a tree (RFC 8259). Numbers are whole: the contract has no others.

/// How deep lists and objects may lie in each other.
const DEPTH: u8 = 32;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(u64),
    /// A number below zero, without its sign.
    Negative(u64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order of the text.
    Fields(Vec<(String, Json)>),
}

/// The value that a text holds, if it holds one and nothing else.
pub fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text };
    let value = reader.value(DEPTH)?;
    reader.skip_space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Whether the next thing is this; it is behind us then.
    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: u8) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        if self.take("\"") {
            self.text().map(Json::Text)
        } else if self.take("{") {
            self.fields(depth)
        } else if self.take("[") {
            self.list(depth)
        } else if self.take("null") {
            Some(Json::Null)
        } else if self.take("true") {
            Some(Json::Bool(true))
        } else if self.take("false") {
            Some(Json::Bool(false))
        } else if self.take("-") {
            self.number().map(Json::Negative)
        } else {
            self.number().map(Json::Number)
        }
    }

    fn number(&mut self) -> Option<u64> {
        let digits = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at_checked(digits)?;
        self.rest = rest;
        digits.parse().ok()
    }

    fn list(&mut self, depth: u8) -> Option<Json> {
        let mut items = Vec::new();
        if !self.take("]") {
            loop {
                items.push(self.value(depth)?);
                if self.take("]") {
                    break;
                }
                self.take(",").then_some(())?;
            }
        }
        Some(Json::List(items))
    }

    fn fields(&mut self, depth: u8) -> Option<Json> {
        let mut fields = Vec::new();
        if !self.take("}") {
            loop {
                self.take("\"").then_some(())?;
                let name = self.text()?;
                self.take(":").then_some(())?;
                fields.push((name, self.value(depth)?));
                if self.take("}") {
                    break;
                }
                self.take(",").then_some(())?;
            }
        }
        Some(Json::Fields(fields))
    }

    /// The rest of a string whose opening quote is behind us.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let (plain, rest) = self.rest.split_at_checked(self.rest.find(['"', '\\'])?)?;
            text.push_str(plain);
            self.rest = rest;
            if self.eat()? == '"' {
                return Some(text);
            }
            text.push(self.escaped()?);
        }
    }

    fn eat(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let character = characters.next()?;
        self.rest = characters.as_str();
        Some(character)
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.eat()? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unit(),
            other => other,
        })
    }

    /// `\u` and four digits, or two of them for a character beyond U+FFFF.
    fn unit(&mut self) -> Option<char> {
        let first = self.hexadecimal()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            self.rest = self.rest.strip_prefix("\\u")?;
            0x10000 + ((first - 0xd800) << 10) + self.hexadecimal()?.checked_sub(0xdc00)?
        } else {
            first
        };
        char::from_u32(code)
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_unescaped() {
        let text = |json| match parse(json) {
            Some(Json::Text(text)) => text,
            other => panic!("{other:?}"),
        };
        assert_eq!(text(r#""a\"\\\/\n\u00e9\ud83d\ude00é""#), "a\"\\/\né😀é");
        assert_eq!(parse(r#""\ud83d""#), None);
        assert_eq!(parse(r#""open"#), None);
    }

    #[test]
    fn broken_texts_are_refused() {
        let broken =
            ["", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "1 2", "-", "--1", "1.5", "nul", "[1 2]", "{a:1}"];
        for broken in broken {
            assert_eq!(parse(broken), None, "{broken}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), None, "deep");
        assert_eq!(parse(" [ ] "), Some(Json::List(Vec::new())));
        assert_eq!(parse(" { } "), Some(Json::Fields(Vec::new())));
    }
}
