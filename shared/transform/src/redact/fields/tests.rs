//! Where secret fields' values stand in text and in JSON, and where they end.

use crate::redact::{Action, Redactor, Selection};

fn redacted(text: &str) -> String {
    let redactor = Redactor::new(&Selection::parse(["secret_field"]).unwrap(), Action::Label);
    let found = redactor.redact(text).findings;
    let mut out = text.to_owned();
    for finding in found.iter().rev() {
        out.replace_range(finding.start..finding.end, "#");
    }
    out
}

#[test]
fn values_end_where_something_else_begins() {
    for (text, expected) in [
        ("password=hunter2 user=bob", "password=# user=bob"),
        ("password=a,b user=bob", "password=# user=bob"),
        ("password=abc, user=bob", "password=#, user=bob"),
        ("password=abc,user=bob", "password=#,user=bob"),
        ("Password=a;b;Server=db", "Password=#;Server=db"),
        ("/x?token=abc&next=1", "/x?token=#&next=1"),
        ("/x?token=a&b", "/x?token=#"),
        ("User(name=a, password=b)", "User(name=a, password=#)"),
        ("User{password=b}", "User{password=#}"),
        ("password=b)c", "password=#"),
        ("password=[hunter2]", "password=#"),
        ("password=[a b] c", "password=# c"),
        ("password=\"two \\\" words\" x", "password=\"#\" x"),
        ("password='x' y", "password='#' y"),
        ("password = hunter2", "password = #"),
        ("password= user=bob", "password= user=bob"),
        ("{\\\"password\\\":\\\"x\\\",\\\"a\\\":1}", "{\\\"password\\\":\\\"#\\\",\\\"a\\\":1}"),
        ("\"password\": 12345, \"a\"", "\"password\": #, \"a\""),
        ("{'password': 'x', 'a': 1}", "{'password': '#', 'a': 1}"),
        ("\"password\":\"cut off", "\"password\":\"#"),
        ("password: hunter two", "password: # two"),
        ("token: a1b2c3 rest", "token: # rest"),
        ("token: expected here", "token: expected here"),
        ("Authorization: Bearer abc.def rest", "Authorization: Bearer # rest"),
        ("Authorization: Digest username=\"a\", response=\"b\"", "Authorization: Digest #"),
        ("Cookie: a=b; c=d\nHost: x", "Cookie: #\nHost: x"),
        ("secret=>x", "secret=>#"),
        ("secret := x", "secret := #"),
        ("token::Kind", "token::Kind"),
        ("--password hunter2 --verbose", "--password # --verbose"),
        ("password=null", "password=null"),
        ("Config { password: Some(\"x y\") }", "Config { password: Some(\"#\") }"),
        ("{'password': b'two words'}", "{'password': b'#'}"),
        ("{\"password\":{\"a\":\"b\",\"c\":[\"x", "{\"password\":#"),
        ("password='it''s x' y", "password='#' y"),
        ("user[password]=x&user[a]=b", "user[password]=#&user[a]=b"),
        ("config['password'] = 'x'", "config['password'] = '#'"),
        ("[SECRET_FIELD]: x", "[SECRET_FIELD]: x"),
        ("<password>x y</password>", "<password>#</password>"),
        ("<ns:password type=\"a\">x</ns:password>", "<ns:password type=\"a\">#</ns:password>"),
        ("\u{1b}[36mpassword\u{1b}[0m=x1\u{1b}[0m", "\u{1b}[36mpassword\u{1b}[0m=#\u{1b}[0m"),
        ("--token \"x y\" z", "--token \"#\" z"),
        ("API Key: letmein", "API Key: #"),
        ("INFO:password:x", "INFO:password:#"),
        ("(TokenService.java:42)", "(TokenService.java:42)"),
        ("unexpected token: ';'", "unexpected token: ';'"),
        ("wrong password: please try again", "wrong password: please try again"),
        ("cookie=sid=abc; sess=x", "cookie=#"),
        ("password=a<b>c d", "password=# d"),
        ("(password=[x y])", "(password=#)"),
        ("password", "password"),
        ("password=", "password="),
    ] {
        assert_eq!(redacted(text), expected, "{text}");
    }
}
