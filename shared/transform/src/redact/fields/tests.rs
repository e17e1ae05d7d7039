//! Where secret fields' values stand in text and in JSON, and where they end.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::names::{HINTS, is_secret};
use super::weak::Weak;
use crate::redact::arena::Arena;
use crate::redact::input::Input;
use crate::redact::scan::Scanner;
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
        ("DB_PASSWORD=Xq9\"hunter2 x", "DB_PASSWORD=# x"),
        ("Password: &\"hunter2\"", "Password: &\"#\""),
        ("password=@\"hunter2\"", "password=@\"#\""),
        ("{ cookie: [ 'a=b', 'sid=x' ] }", "{ cookie: # }"),
        ("dbpass=x1 bindpw=x2", "dbpass=# bindpw=#"),
        (
            r"{\x22user\x22:\x22bob\x22,\x22password\x22:\x22hunter2\x22}",
            r"{\x22user\x22:\x22bob\x22,\x22password\x22:\x22#\x22}",
        ),
        ("password=a,b user=bob", "password=# user=bob"),
        ("params[:password] = 'x'", "params[:password] = '#'"),
        ("{:user \"bob\", :password \"x y\"}", "{:user \"bob\", :password \"#\"}"),
        ("['curl', '--token', 'x', '--verbose']", "['curl', '--token', '#', '--verbose']"),
        ("Your password is: hunter2x.", "Your password is: #."),
        (
            "UPDATE u SET name = $1, password = $2, token = $3 WHERE id = $4 DETAIL:  parameters: $1 = 'bob', $2 = 'it''s', \
             $3 = 'y', $4 = '7'",
            "UPDATE u SET name = $1, password = $2, token = $3 WHERE id = $4 DETAIL:  parameters: $1 = 'bob', $2 = '#', \
             $3 = '#', $4 = '7'",
        ),
        (
            "INSERT INTO u (name, password) VALUES ($1, $2)\nParameters: $1 = 'bob', $2 = '4821'",
            "INSERT INTO u (name, password) VALUES ($1, $2)\nParameters: $1 = 'bob', $2 = '#'",
        ),
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

/// Spellings, and what is hidden in them.
#[rustfmt::skip]
const SPELLINGS: &[(&str, &str)] = &[
    (r#"login("password", "hunter2")"#, r##"login("password", "#")"##),
    ("('Authorization', 'Bearer abc.def')", "('Authorization', '#')"),
    ("headers=[(b'x-api-key', b'abc123'), (b'host', b'a')]", "headers=[(b'x-api-key', b'#'), (b'host', b'a')]"),
    (r#"("token", "a1b2c3", "x")"#, r##"("token", "#", "x")"##),
    (r#"[["token","abc"],["user","bob"]]"#, r##"[["token","#"],["user","bob"]]"##),
    (r#"{"headers":[["Authorization","Bearer abc"],["host","a"]]}"#, r##"{"headers":[["Authorization","#"],["host","a"]]}"##),
    (r#"{"rawHeaders":["Host","a.example","Authorization","Bearer abc"]}"#, r##"{"rawHeaders":["Host","a.example","Authorization","#"]}"##),
    (r#"{"fields":[["password","email"]]}"#, r##"{"fields":[["password","#"]]}"##),
    (r#"{"name":"DB_PASSWORD","value":"x"}"#, r##"{"name":"DB_PASSWORD","value":"#"}"##),
    (r#"{"value":"x","name":"DB_PASSWORD"}"#, r##"{"value":"#","name":"DB_PASSWORD"}"##),
    (r#"{"Key":"password","Value":"x"}"#, r##"{"Key":"password","Value":"#"}"##),
    (r#"{"key":"token","value":{"stringValue":"x"}}"#, r##"{"key":"token","value":{"stringValue":"#"}}"##),
    (r#"{"value":{"stringValue":"x"},"key":"token"}"#, r##"{"value":{"stringValue":"#"},"key":"token"}"##),
    (r#"{"ParameterKey":"DBPassword","ParameterValue":"x"}"#, r##"{"ParameterKey":"DBPassword","ParameterValue":"#"}"##),
    (r#"{"environment":[{"name":"API_TOKEN","value":"x"},{"name":"HOST","value":"a"}]}"#, r##"{"environment":[{"name":"API_TOKEN","value":"#"},{"name":"HOST","value":"a"}]}"##),
    (r#"{"name":"password","value":["a","b"],"other":"c"}"#, r##"{"name":"password","value":["#","#"],"other":"c"}"##),
    (r#"sent {"name":"DB_PASSWORD","value":"x"} to it"#, r##"sent {"name":"DB_PASSWORD","value":"#"} to it"##),
    (r#"{"m":"{\"name\":\"DB_PASSWORD\",\"value\":\"x\"}"}"#, r##"{"m":"{\"name\":\"DB_PASSWORD\",\"value\":\"#\"}"}"##),
    ("{'name': 'DB_PASSWORD', 'value': 'x'}", "{'name': 'DB_PASSWORD', 'value': '#'}"),
    ("{Name: DB_PASSWORD, Value: hunter2}", "{Name: DB_PASSWORD, Value: #}"),
    ("- name: DB_PASSWORD\n  value: hunter2\n- name: HOST", "- name: DB_PASSWORD\n  value: #\n- name: HOST"),
    ("- name: DB_PASSWORD\n  value: \"hunter2 x\"\n- name: HOST", "- name: DB_PASSWORD\n  value: \"#\"\n- name: HOST"),
    ("EnvVar(name=DB_PASSWORD, value=hunter2)", "EnvVar(name=DB_PASSWORD, value=#)"),
    (r#"["DB_PASSWORD=x y","HOST=a"]"#, r#"["DB_PASSWORD=#","HOST=a"]"#),
    (r#"{"Env":["DB_PASSWORD=x","HOST=a"]}"#, r#"{"Env":["DB_PASSWORD=#","HOST=a"]}"#),
    ("CREATE USER app PASSWORD 'x y'", "CREATE USER app PASSWORD '#'"),
    ("CREATE USER app IDENTIFIED BY 'x y'", "CREATE USER app IDENTIFIED BY '#'"),
    ("CREATE USER 'app'@'%' IDENTIFIED WITH mysql_native_password BY 'hunter2';", "CREATE USER 'app'@'%' IDENTIFIED WITH mysql_native_password BY '#';"),
    ("GRANT ALL ON a.* TO b IDENTIFIED BY PASSWORD '*ABC';", "GRANT ALL ON a.* TO b IDENTIFIED BY PASSWORD '#';"),
    ("alter user scott identified by tiger;", "alter user scott identified by #;"),
    (r#"alter user scott identified by "tiger" replace "lion";"#, r##"alter user scott identified by "#" replace "#";"##),
    ("ALTER USER app WITH PASSWORD 'hunter2';", "ALTER USER app WITH PASSWORD '#';"),
    ("ALTER ROLE app ENCRYPTED PASSWORD 'md5abc' VALID UNTIL 'x'", "ALTER ROLE app ENCRYPTED PASSWORD '#' VALID UNTIL 'x'"),
    ("CREATE LOGIN app WITH PASSWORD = N'x y'", "CREATE LOGIN app WITH PASSWORD = N'#'"),
    ("SET PASSWORD = 'hunter2'", "SET PASSWORD = '#'"),
    ("SET PASSWORD FOR 'bob'@'localhost' = 'hunter2'", "SET PASSWORD FOR 'bob'@'localhost' = '#'"),
    ("SET PASSWORD FOR bob = PASSWORD('hunter2')", "SET PASSWORD FOR bob = PASSWORD('#')"),
    ("SET PASSWORD FOR app TO 'hunter2'", "SET PASSWORD FOR app TO '#'"),
    ("UPDATE users SET password = 'x' WHERE id = 1", "UPDATE users SET password = '#' WHERE id = 1"),
    ("UPDATE users SET password=MD5('x') WHERE id = 1", "UPDATE users SET password=MD5('#') WHERE id = 1"),
    ("SELECT * FROM users WHERE password = 'x' AND a = 'b'", "SELECT * FROM users WHERE password = '#' AND a = 'b'"),
    ("WHERE token LIKE 'x%'", "WHERE token LIKE '#'"),
    ("app:pw1@tcp(db.example:3306)/orders?parseTime=true", "app:#@tcp(db.example:3306)/orders?parseTime=true"),
    (r#"dsn="app:p@ss/w@tcp(127.0.0.1:3306)/orders""#, r#"dsn="app:#@tcp(127.0.0.1:3306)/orders""#),
    ("app:pw@unix(/tmp/mysql.sock)/orders", "app:#@unix(/tmp/mysql.sock)/orders"),
    ("jdbc:mysql://db:3306/orders?user=app&password=hunter2&useSSL=false", "jdbc:mysql://db:3306/orders?user=app&password=#&useSSL=false"),
    ("jdbc:sqlserver://db:1433;user=sa;password={a;b};encrypt=true", "jdbc:sqlserver://db:1433;user=sa;password=#;encrypt=true"),
    ("jdbc:oracle:thin:scott/tiger@db.example:1521:orcl", "jdbc:oracle:thin:scott/#@db.example:1521:orcl"),
    ("jdbc:oracle:thin:scott/tiger@//db.example:1521/orcl", "jdbc:oracle:thin:scott/#@//db.example:1521/orcl"),
    ("sqlplus scott/tiger@db", "sqlplus scott/#@db"),
    ("sqlplus -s scott/tiger@//db:1521/x as sysdba", "sqlplus -s scott/#@//db:1521/x as sysdba"),
    ("Driver={SQL Server};Server=a;Uid=sa;Pwd=x y;Database=b", "Driver={SQL Server};Server=a;Uid=sa;Pwd=#;Database=b"),
    ("Driver={SQL Server};Server=a;Uid=sa;Pwd=hunter2;", "Driver={SQL Server};Server=a;Uid=sa;Pwd=#;"),
    ("Endpoint=sb://a.example/;SharedAccessKeyName=root;SharedAccessKey=abc=", "Endpoint=sb://a.example/;SharedAccessKeyName=root;SharedAccessKey=#"),
    ("host=db user=app password=hunter2 dbname=x", "host=db user=app password=# dbname=x"),
    ("curl -u bob:hunter2 https://a.example", "curl -u bob:# https://a.example"),
    ("curl -sS --user 'bob:two words' https://a.example", "curl -sS --user 'bob:#' https://a.example"),
    ("curl --proxy-user bob:x https://a.example", "curl --proxy-user bob:# https://a.example"),
    ("curl -ubob:hunter2 https://a.example", "curl -ubob:# https://a.example"),
    ("curl -H 'X-Api-Key: abc' https://a.example", "curl -H 'X-Api-Key: #' https://a.example"),
    (r#"curl -H "Authorization: Bearer abc" https://a.example"#, r#"curl -H "Authorization: Bearer #" https://a.example"#),
    ("wget --http-password=x --user a", "wget --http-password=# --user a"),
    ("mysql -uroot -pSecret orders", "mysql -uroot -p# orders"),
    ("mysqldump -h db -u root -pSecret1 x > y", "mysqldump -h db -u root -p# x > y"),
    ("/usr/bin/mysqladmin -u root -p'two words' ping", "/usr/bin/mysqladmin -u root -p'#' ping"),
    ("sshpass -p hunter2 ssh a@b", "sshpass -p # ssh a@b"),
    ("sshpass -phunter2 ssh a@b", "sshpass -p# ssh a@b"),
    ("sshpass -p 'two words' scp x", "sshpass -p '#' scp x"),
    ("docker login -u bob -p hunter2 registry.example", "docker login -u bob -p # registry.example"),
    ("redis-cli -h a -a hunter2 ping", "redis-cli -h a -a # ping"),
    ("psql --password=x", "psql --password=#"),
    ("--password=hunter2 --x", "--password=# --x"),
    ("app -password hunter2 -v", "app -password # -v"),
    ("java -Dspring.datasource.password=hunter2 -jar x", "java -Dspring.datasource.password=# -jar x"),
    ("java -Djavax.net.ssl.keyStorePassword=changeit -jar x", "java -Djavax.net.ssl.keyStorePassword=# -jar x"),
    ("keytool -storepass changeit -alias x", "keytool -storepass # -alias x"),
    ("openssl rsa -passin pass:hunter2 -in x", "openssl rsa -passin pass:# -in x"),
    ("password: hunter2", "password: #"),
    ("password: hunter", "password: #"),
    ("db.password = hunter2", "db.password = #"),
    ("spring.datasource.password=hunter2", "spring.datasource.password=#"),
    ("//registry.npmjs.example/:_authToken=abc", "//registry.npmjs.example/:_authToken=#"),
    ("_auth=YTpi", "_auth=#"),
    (r#"//r.example/:_password="abc""#, r##"//r.example/:_password="#""##),
    ("machine h.example login bob password hunter2", "machine h.example login bob password #"),
    ("machine h.example\n  login bob\n  password hunter2\n", "machine h.example\n  login bob\n  password #\n"),
    ("default login anonymous password bob@x", "default login anonymous password #"),
    ("X-Api-Key: abcd", "X-Api-Key: #"),
    ("X-Auth-Token: abcd", "X-Auth-Token: #"),
    ("Set-Cookie: session=x; Path=/", "Set-Cookie: #"),
    ("Authorization: Basic YTpi", "Authorization: Basic #"),
    ("Proxy-Authorization: Basic YTpi", "Proxy-Authorization: Basic #"),
    ("Authorization: YTpi", "Authorization: #"),
    (r#"{:user => "a", :password => "x"}"#, r##"{:user => "a", :password => "#"}"##),
    (r#"{user: "a", password: "x"}"#, r##"{user: "a", password: "#"}"##),
    (r#"{"user"=>"a", "password"=>"x y"}"#, r##"{"user"=>"a", "password"=>"#"}"##),
    (r#"{"password"=>[FILTERED]}"#, r#"{"password"=>#}"#),
    (r#"Config { user: "a", password: "x y" }"#, r##"Config { user: "a", password: "#" }"##),
    ("Config(user='a', password='x y')", "Config(user='a', password='#')"),
    ("Config[user=a, password=x]", "Config[user=a, password=#]"),
    ("Config{user='a', password='x y'}", "Config{user='a', password='#'}"),
    (r#"Config { password: Secret("x") }"#, r##"Config { password: Secret("#") }"##),
    (r#"Config { token: Some(Token("x")) }"#, r##"Config { token: Some(Token("#")) }"##),
    ("Optional[password=x]", "Optional[password=#]"),
    ("{Password:x User:bob}", "{Password:# User:bob}"),
    ("&{User:bob Password:x y Token:abc}", "&{User:bob Password:# y Token:#}"),
    ("map[password:x user:bob]", "map[password:# user:bob]"),
    ("password=Optional[hunter2]", "password=#"),
    ("password=Some(hunter2)", "password=#"),
    (r#"<user name="a" password="x y"/>"#, r##"<user name="a" password="#"/>"##),
    ("<password>x y</password>", "<password>#</password>"),
    (r#"<wsse:Password Type="a#b">x</wsse:Password>"#, r#"<wsse:Password Type="a#b">#</wsse:Password>"#),
    ("<password><![CDATA[x<y]]></password>", "<password><![CDATA[#]]></password>"),
    (r#"<add key="ApiKey" value="x y"/>"#, r##"<add key="ApiKey" value="#"/>"##),
    (r#"<add value="x y" key="ApiKey"/>"#, r##"<add value="#" key="ApiKey"/>"##),
    (r#"<property name="password" value="x"/>"#, r##"<property name="password" value="#"/>"##),
    (r#"<property name="password">x y</property>"#, r#"<property name="password">#</property>"#),
    (r#"<input type="password" name="password" value="x">"#, r##"<input type="password" name="password" value="#">"##),
    (r#"<add name="Main" connectionString="Server=a;Password=b"/>"#, r##"<add name="Main" connectionString="#"/>"##),
    ("<param><name>password</name><value>x y</value></param>", "<param><name>password</name><value>#</value></param>"),
    ("array('user' => 'a', 'password' => 'x')", "array('user' => 'a', 'password' => '#')"),
    ("    'password' => env('DB_PASSWORD', 'x'),", "    'password' => env('DB_PASSWORD', '#'),"),
    ("[password] => hunter2", "[password] => #"),
    (r#"["password"]=> string(7) "hunter2""#, r##"["password"]=> string(7) "#""##),
    ("define('DB_PASSWORD', 'x y');", "define('DB_PASSWORD', '#');"),
    ("$config['password'] = 'x';", "$config['password'] = '#';"),
    (r#"os.environ["API_TOKEN"] = "x""#, r##"os.environ["API_TOKEN"] = "#""##),
    (r#"os.environ.get("DB_PASSWORD", "x")"#, r##"os.environ.get("DB_PASSWORD", "#")"##),
    (r#"setPassword("x y")"#, r##"setPassword("#")"##),
    ("conn.set_token('x')", "conn.set_token('#')"),
    (r#".withPassword("x")"#, r##".withPassword("#")"##),
    ("Invoke-Thing -User a -Password hunter2 -Force", "Invoke-Thing -User a -Password # -Force"),
    ("ConvertTo-SecureString 'x y' -AsPlainText -Force", "ConvertTo-SecureString '#' -AsPlainText -Force"),
    (r#"ConvertTo-SecureString -String "x" -AsPlainText"#, r##"ConvertTo-SecureString -String "#" -AsPlainText"##),
    (r#"password = "x""#, r##"password = "#""##),
    (r#"  + password = "x y""#, r##"  + password = "#""##),
    (r#"  ~ secret_string = "old" -> "new""#, r##"  ~ secret_string = "#" -> "#""##),
    (r#"  ~ password = "old" -> (known after apply)"#, r##"  ~ password = "#" -> (known after apply)"##),
    ("kind: Secret\ndata:\n  password: aHVudGVy\n  username: YQ==", "kind: Secret\ndata:\n  password: #\n  username: YQ=="),
    ("password: |\n  two\n  lines\nuser: a", "password: |\n  #\nuser: a"),
    ("password: >-\n  two\nuser: a", "password: >-\n  #\nuser: a"),
    (r#"{"ConnectionStrings":{"Main":"Server=a;Database=b"}}"#, r##"{"ConnectionStrings":{"Main":"#"}}"##),
    ("DATABASE_CONNECTION_STRING=abc", "DATABASE_CONNECTION_STRING=#"),
    ("db_pass=x", "db_pass=#"),
    (r#""dbPass": "x""#, r##""dbPass": "#""##),
    ("user_pw: x1", "user_pw: #"),
    ("admin_pass=x1", "admin_pass=#"),
    ("export PGPASSWORD=x", "export PGPASSWORD=#"),
    ("PGPASSWORD=x psql -h a", "PGPASSWORD=# psql -h a"),
    (r#"setx API_KEY "x y""#, r##"setx API_KEY "#""##),
    ("setenv DB_PASSWORD hunter2", "setenv DB_PASSWORD #"),
    ("ENV DB_PASSWORD hunter2", "ENV DB_PASSWORD #"),
    ("heroku config:set API_TOKEN=x", "heroku config:set API_TOKEN=#"),
    (r#"{"password":{"a":[1,null,true,"","x"]}}"#, r##"{"password":{"a":[#,null,true,"","#"]}}"##),
    (r#"{"password":"null"}"#, r##"{"password":"#"}"##),
    ("-----\nContent-Disposition: form-data; name=\"password\"\n\nhunter2\n-----", "-----\nContent-Disposition: form-data; name=\"password\"\n\n#\n-----"),
    ("user=bob&password=a%26b&x=1", "user=bob&password=#&x=1"),
    (r#"("password", 12)"#, r#"("password", #)"#),
    (r#"{"field":"password","rejectedValue":"hunter2"}"#, r##"{"field":"password","rejectedValue":"#"}"##),
    (r#"{"type":"missing","loc":["body","password"],"input":"hunter2"}"#, r##"{"type":"missing","loc":["body","password"],"input":"#"}"##),
    (r#"{"op":"replace","path":"/password","value":"x"}"#, r##"{"op":"replace","path":"/password","value":"#"}"##),
    (r#"{"type":"password","value":"x","temporary":false}"#, r##"{"type":"password","value":"#","temporary":false}"##),
    (r#"{"command":["app","--token","x y","-v"]}"#, r##"{"command":["app","--token","#","-v"]}"##),
    (r#"Authorization: Digest username="a", response="b""#, "Authorization: Digest #"),
    (r#"curl -H "Authorization: Basic YTo=" -v"#, r#"curl -H "Authorization: Basic #" -v"#),
    (r#"1,"{""user"":""bob"",""password"": ""x y""}",ok"#, r##"1,"{""user"":""bob"",""password"": ""#""}",ok"##),
    ("body='{''password'':''x'',''n'':1}'", "body='{''password'':''#'',''n'':1}'"),
    (r#"password="""x"y""" z"#, r##"password="""#""" z"##),
    ("INSERT INTO users (name, password) VALUES ('bob', 'x')", "INSERT INTO users (name, password) VALUES ('bob', '#')"),
    (r#"INSERT INTO "users" ("name", "password") VALUES ('a', 'b')"#, r##"INSERT INTO "users" ("name", "password") VALUES ('a', '#')"##),
    ("insert into `t` (`password`, `n`)\nvalues ('it''s, x', 1), (md5('y'), 2);", "insert into `t` (`password`, `n`)\nvalues ('#', 1), (md5('#'), 2);"),
    ("INSERT INTO t (n, f, cvv) VALUES (now(), 'a,b', 4821)", "INSERT INTO t (n, f, cvv) VALUES (now(), 'a,b', #)"),
    (r#"["password","Xq9hunter"]"#, r##"["password","#"]"##),
    ("auth=Zm9vYmFyMTIz user=bob", "auth=# user=bob"),
    ("user=bob pass=hunter2x ok", "user=bob pass=# ok"),
    ("GET /login?user=bob&pass=letmein HTTP/1.1", "GET /login?user=bob&pass=# HTTP/1.1"),
    ("card pin: 4821, otp=482913", "card pin: #, otp=#"),
    (r#"{"pass":"hunter2x","pin":4821,"otp":"482913"}"#, r##"{"pass":"#","pin":#,"otp":"#"}"##),
    ("passphrase: correct horse battery staple", "passphrase: #"),
    ("wpa_passphrase=correct horse battery", "wpa_passphrase=#"),
    ("user bob logged in with password hunter2x", "user bob logged in with password #"),
    ("The password 'hunter2x' was rejected", "The password '#' was rejected"),
    ("Password is hunter2x.", "Password is #."),
    (r#"a:1:{s:8:"password";s:3:"x y";}"#, r##"a:1:{s:8:"password";s:3:"#";}"##),
    ("{'user': 'bob', 'pin': '4821'}", "{'user': 'bob', 'pin': '#'}"),
    ("WHERE (pin = '4821')", "WHERE (pin = '#')"),
    ("bind: cn=admin pw=hunter2x", "bind: cn=admin pw=#"),
    ("passphrase: correct horse battery staple user=bob", "passphrase: # user=bob"),
    ("Your OTP is 482913. Do not share it", "Your OTP is #. Do not share it"),
    ("OTP code 482913", "OTP code #"),
    ("482913 is your Example verification code", "# is your Example verification code"),
    ("G-482913 is your login code", "G-# is your login code"),
    ("verification code: 482913", "verification code: #"),
    ("verification_code=482913&x=1", "verification_code=#&x=1"),
    (r#"{"securityCode":"123","one_time_code":482913}"#, r##"{"securityCode":"#","one_time_code":#}"##),
    ("card ok, cvv 123, exp 04/29", "card ok, cvv #, exp 04/29"),
    ("creds: bob:hunter2", "creds: #"),
    ("C: AUTH PLAIN AGJvYgBodW50ZXIyeA==", "C: AUTH PLAIN #"),
];

/// What looks like one, and is none.
#[rustfmt::skip]
const STAY: &[&str] = &[
    r#"["password","email"]"#,
    r#"{"required":["password","email","token"]}"#,
    r#"{"name":"API_TOKEN","value":null}"#,
    r#"{"name":"HOST","value":"token"}"#,
    r#"{"name":"token","count":3,"type":"KEYWORD"}"#,
    r#"{"level":"info","field":"password","message":"is too short"}"#,
    "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:",
    "enter password 'again' please",
    "account identified by 'email'",
    "user identified by token 12",
    "jdbc:oracle:thin:@//db.example:1521/orcl",
    "curl -u bob https://a.example:443",
    r#"curl -u "$USER:$PASSWORD" https://a.example"#,
    "docker run -u 1000:1000 image",
    "mysql -u root -p orders",
    "mkdir -p/tmp/x",
    "docker run --name mysql -p3306:3306 image",
    "docker run mysql -p 80:80",
    "sshpass -f file ssh a",
    "echo hunter2 | docker login -u bob --password-stdin",
    r#"net use z: \\a\b /user:bob"#,
    "the machine asked for a login and password again",
    r#"<add key="Host" value="x y"/>"#,
    r#"<input type="password" id="a"/>"#,
    "Connect -Credential (Get-Credential)",
    "secrets:\n  - a1\n  - b2\nuser: a",
    "passwords match",
    "GET /reset-password 200",
    "token bucket refilled",
    r#"["password", "must be longer"]"#,
    r#"validate("password", "is required")"#,
    "'password' and 'token'",
    r#"missing fields: "password", "email""#,
    "unknown fields 'password', 'token'",
    r#"log.info("token", "password")"#,
    "Enter password for user:",
    "SELECT password, token FROM users",
    r#"SELECT "users"."password", "users"."token" FROM "users""#,
    r#"INSERT INTO users ("name", "password") VALUES ($1, $2)"#,
    "INSERT INTO users (name, password) VALUES (?, NULL)",
    "SELECT name FROM users (password) VALUES ('a')",
    "auth=true",
    "auth=ok user=bob",
    "auth: none",
    "pin=GPIO4",
    "pass=3",
    "pass: 12 fail: 3",
    "PASS: test_login_2 (0.03s)",
    "otp=sent",
    r#"{"auth":"oauth2","pin":13,"pass":"second"}"#,
    r#"["password","email2"]"#,
    r#"["token","address_12"]"#,
    "Password: required",
    "password: changed",
    "Access denied for user 'app' (using password: YES)",
    "Failed to watch *v1.Secret: secrets is forbidden",
    "imagePullSecrets: [{name: regcred}]",
    "password hashing with password sha256",
    "password reset1 done",
    "The password field1 is empty",
    r#"["token","sha256"]"#,
    r#"["secret","prod-db-01"]"#,
    "password: please enter at least 8",
    "spin: 4821",
    "password: must be at least 8 characters",
    "passphrase: must not be empty here",
    "secretKeyRef: {key: password}",
    "secretKeyRef: {name: db, key: password}",
    r#"1,"{""user"":""bob"",""password"":null}",ok"#,
    r#"{"logger_name":"a.token.Retry","level_value":20000}"#,
    r#"{"eventName":"GetSecretValue","value":"x y"}"#,
    r#"{"name":"reset password","value":"x y"}"#,
    r#"{"name":"bad_token","value":12}"#,
    "curl/8.1 -u",
    "Your OTP is ready",
    "login code 401",
    "sent a verification code to user 48291",
    "12 is your lucky number, verification code sent",
    "verification code is 482913a7",
    "cvv check failed, cvv 12 characters",
    "AUTH PLAIN mechanism refused",
    "AUTH LOGIN unsupported",
    "creds: loaded",
    "using creds from /etc/app",
    "UPDATE users SET password = $1 WHERE id = $2",
    "SELECT id FROM users WHERE password=? AND token = %s",
    "UPDATE u SET password = $3 WHERE id = $2 DETAIL:  parameters: $1 = 'bob', $2 = '4821'",
    "UPDATE u SET name = $1 WHERE token IS NULL DETAIL:  parameters: $1 = 'bob'",
    "['--password', '--verbose']",
    "Foo::token \"x y\"",
    "validates :password \"is required\"",
    "password is: required",
];

#[test]
fn secrets_are_named_in_many_spellings() {
    let stay = STAY.iter().map(|text| (*text, *text));
    for (text, expected) in SPELLINGS.iter().copied().chain(stay) {
        assert_eq!(redacted(text), expected, "{text}");
    }
}

#[test]
fn what_was_hidden_stays_as_it_is() {
    for action in [Action::Label, Action::Remove, Action::Hash, Action::Replace("two words".to_owned())] {
        let redactor = Redactor::new(&Selection::parse(["secret_field"]).unwrap(), action);
        for (text, _) in SPELLINGS {
            let once = redactor.redact(text).text.into_owned();
            assert_eq!(redactor.redact(&once).text, once, "{:?} of {text}", redactor.action());
        }
    }
}

static STANDARD: LazyLock<Scanner> = LazyLock::new(|| Scanner::new(&Selection::parse(["standard"]).unwrap()));

proptest! {
    /// Whatever the name of a secret is made of, something in it is marked; but for capitals that go on in a hump, `APASSWORDApi`.
    #[test]
    fn the_name_of_a_secret_is_marked(pieces in proptest::collection::vec(name_piece(), 1..6)) {
        let name = pieces.concat();
        let is_parted_once = !["___", "_-", "-_", "--"].iter().any(|signs| name.contains(signs));
        if is_parted_once && (is_secret(name.as_bytes()) || Weak::of(name.as_bytes()).is_some()) {
            let text = format!("({name}=\"x\")");
            let (_, seen) = Arena::default().scan_one(&STANDARD, Input::new(text.as_bytes(), None));
            prop_assert!(!seen.names.is_empty(), "{}", name);
        }
    }
}

fn name_piece() -> impl Strategy<Value = String> {
    let known =
        HINTS.end.iter().chain(&["pass", "pwd", "cvv", "cookie", "api", "access", "key", "string", "pw", "db", "otp"]);
    let known: Vec<&str> = known.copied().collect();
    let known = proptest::sample::select(known).prop_flat_map(|word| {
        let capital = word[..1].to_uppercase() + &word[1..];
        proptest::sample::select(vec![word.to_owned(), capital, word.to_uppercase() + "_"])
    });
    prop_oneof![2 => known, 1 => "[a-z]{1,4}|[A-Z]{1,2}_|[0-9]{1,2}|[_-]"]
}
