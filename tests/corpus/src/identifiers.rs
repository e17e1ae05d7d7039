//! What stands in ordinary lines and only looks like something to hide: ids, hashes, versions, names of machines.

use crate::clock::Clock;
use crate::random::{BASE32, BASE62, BASE64, BASE64URL, LOWER_DIGITS, Random, UPPER_DIGITS};

/// A UUID of version 4.
pub fn uuid(random: &mut Random) -> String {
    let variant = random.text(b"89ab", 1);
    let (a, b, c, d, e) = (random.hex(8), random.hex(4), random.hex(3), random.hex(3), random.hex(12));
    format!("{a}-{b}-4{c}-{variant}{d}-{e}")
}

/// A UUID of version 7, which begins with the time.
pub fn uuid_7(random: &mut Random, clock: Clock) -> String {
    let time = format!("{:012x}", clock.millis());
    let (head, tail) = time.split_at(8);
    format!("{head}-{tail}-7{}-{}{}-{}", random.hex(3), random.text(b"89ab", 1), random.hex(3), random.hex(12))
}

/// A ULID: the time and chance in Crockford's base32.
pub fn ulid(random: &mut Random) -> String {
    format!("01K{}", random.text(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ", 23))
}

/// W3C's traceparent.
pub fn traceparent(random: &mut Random) -> String {
    format!("00-{}-{}-0{}", random.hex(32), random.hex(16), random.below(2))
}

/// A trace id of AWS X-Ray.
pub fn xray(random: &mut Random, clock: Clock) -> String {
    format!("1-{:08x}-{}", clock.seconds(), random.hex(24))
}

/// A Snowflake id: the time from an epoch of its own, then worker and sequence, 18 or 19 digits.
pub fn snowflake(random: &mut Random, clock: Clock) -> u64 {
    ((clock.millis() - 1_420_070_400_000) << 22) | random.below(1 << 22)
}

/// The number of an order: a date and a counter, or 9 to 12 digits.
pub fn order_number(random: &mut Random, clock: Clock) -> String {
    match random.below(4) {
        0 => {
            let length = random.between(4, 8) as usize;
            format!("{}{}", clock.compact_date(), random.digits(length))
        }
        1 => snowflake(random, clock).to_string(),
        _ => {
            let length = random.between(9, 12) as u32;
            random.number(length).to_string()
        }
    }
}

/// An AWS account.
pub fn account(random: &mut Random) -> String {
    random.pick(&["111122223333", "123456789012", "444455556666", "210987654321", "700012345678"]).to_owned()
}

/// An AWS region.
pub fn region(random: &mut Random) -> &'static str {
    random.pick(&["eu-west-1", "eu-central-1", "us-east-1", "us-west-2", "ap-southeast-2"])
}

/// The id of an AWS resource, such as `vpc-0f3c…`.
pub fn resource(random: &mut Random) -> String {
    let kind = random.pick(&["i", "vpc", "eni", "subnet", "sg", "vol", "ami", "igw", "nat", "rtb", "snap", "lt"]);
    format!("{kind}-0{}", random.hex(16))
}

/// An ARN.
pub fn arn(random: &mut Random) -> String {
    let (region, account) = (region(random), account(random));
    match random.below(9) {
        0 => format!("arn:aws:lambda:{region}:{account}:function:{}", service(random)),
        1 => format!("arn:aws:ecs:{region}:{account}:task/prod/{}", random.hex(32)),
        2 => format!("arn:aws:s3:::{}-{account}-artifacts/builds/{}.zip", service(random), random.hex(8)),
        3 => format!("arn:aws:sqs:{region}:{account}:{}-events", service(random)),
        4 => format!(
            "arn:aws:elasticloadbalancing:{region}:{account}:targetgroup/{}/{}",
            service(random),
            random.hex(16)
        ),
        5 => format!("arn:aws:kms:{region}:{account}:key/{}", uuid(random)),
        6 => format!(
            "arn:aws:secretsmanager:{region}:{account}:secret:prod/{}/db-{}",
            service(random),
            random.text(BASE62, 6)
        ),
        7 => format!("arn:aws:sts::{account}:assumed-role/{}-task/{}", service(random), random.hex(32)),
        _ => format!(
            "arn:aws:dynamodb:{region}:{account}:table/{}/stream/2026-11-0{}T08:14:55.120",
            service(random),
            random.between(1, 9)
        ),
    }
}

/// The unique id of an IAM role.
pub fn role_id(random: &mut Random) -> String {
    format!("AROA{}", random.text(BASE32, 17))
}

/// The name of a service.
pub fn service(random: &mut Random) -> &'static str {
    random.pick(&[
        "checkout",
        "payments",
        "orders",
        "catalog",
        "inventory",
        "search",
        "shipping",
        "notifications",
        "billing",
        "ledger",
        "recommendations",
        "gateway",
        "profile-api",
        "media-worker",
        "feature-flags",
        "reporting",
    ])
}

/// The name of a machine within a network.
pub fn host(random: &mut Random) -> String {
    match random.below(4) {
        0 => format!("{}.internal", service(random)),
        1 => format!("{}-{}.shop.internal", service(random), random.below(40)),
        2 => format!("{}.prod.svc.cluster.local", service(random)),
        _ => format!("web-{:02}", random.below(60)),
    }
}

/// A pod's name.
pub fn pod(random: &mut Random) -> String {
    let (replica, name) = (random.text(b"456789bcdf", 10), random.text(b"2456789bcdfghjklmnpqrstvwxz", 5));
    format!("{}-{replica}-{name}", service(random))
}

/// A version, often with more than numbers.
pub fn version(random: &mut Random) -> String {
    let (a, b, c) = (random.below(30), random.below(40), random.below(50));
    match random.below(8) {
        0 => format!("v{a}.{b}.{c}"),
        1 => format!("{a}.{b}.{c}-rc.{}", random.below(9)),
        2 => format!("{a}.{b}.{c}+sha.{}", random.hex(7)),
        3 => format!("{a}.{b}.{c}-SNAPSHOT"),
        4 => format!("{a}.{b}.{c}-alpine3.20"),
        5 => format!("{a}.{b}"),
        _ => format!("{a}.{b}.{c}"),
    }
}

/// A hash: MD5, SHA-1, SHA-256, or a short one of Git.
pub fn hash(random: &mut Random) -> String {
    let length = [7, 12, 32, 40, 64][random.below(5) as usize];
    random.hex(length)
}

/// Base64 of something that is no secret.
pub fn blob(random: &mut Random) -> String {
    let length = random.between(6, 40) as usize * 4 - 1;
    format!("{}=", random.text(BASE64, length))
}

/// A mark of a position within a list.
pub fn cursor(random: &mut Random) -> String {
    let length = random.between(24, 60) as usize;
    random.text(BASE64URL, length)
}

/// An entity tag.
pub fn etag(random: &mut Random) -> String {
    match random.below(3) {
        0 => format!("W/\\\"{:x}-{}\\\"", random.below(1 << 20), random.text(BASE64, 27)),
        1 => format!("{}-{}", random.hex(32), random.between(2, 40)),
        _ => random.hex(32),
    }
}

/// The id of a request, in one of many styles.
pub fn request_id(random: &mut Random, clock: Clock) -> String {
    match random.below(8) {
        0 => random.hex(32),
        1 => ulid(random),
        2 => format!("req_{}", random.text(BASE62, 14)),
        3 => random.text(UPPER_DIGITS, 16),
        4 => uuid_7(random, clock),
        5 => format!("{}-{:06}", random.text(LOWER_DIGITS, 8), random.below(1_000_000)),
        6 => format!("{}=", random.text(BASE64URL, 15)),
        _ => uuid(random),
    }
}

/// A path of a web request, without a query.
pub fn path(random: &mut Random) -> String {
    match random.below(12) {
        0 => "/".to_owned(),
        1 => "/healthz".to_owned(),
        2 => format!("/v1/orders/{}", random.number(6)),
        3 => format!("/v2/carts/{}/items", uuid(random)),
        4 => format!("/assets/main.{}.css", random.hex(8)),
        5 => format!("/static/js/chunk-{}.{}.js", random.number(4), random.hex(20)),
        6 => format!("/files/report%20{}%28final%29.pdf", random.number(5)),
        7 => format!("/images/hero@2x.png?v={}", random.number(10)),
        8 => format!("/api/search?q=caf%C3%A9+lamp&page={}&size=50", random.below(90)),
        9 => format!("/products/{}-desk-lamp", random.number(7)),
        10 => format!("/thumbs/{}x{}/{}.webp", random.number(3), random.number(3), random.hex(32)),
        _ => format!("/api/v3/{}/{}", service(random), random.number(8)),
    }
}

/// A user agent with versions.
pub fn agent(random: &mut Random) -> String {
    let (major, build, patch) = (random.between(100, 140), random.between(5000, 6999), random.below(230));
    match random.below(10) {
        0 => format!(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.{build}.{patch} Safari/537.36"
        ),
        1 => format!("Mozilla/5.0 (X11; Linux x86_64; rv:{major}.0) Gecko/20100101 Firefox/{major}.0"),
        2 => "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1".to_owned(),
        3 => format!(
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Mobile Safari/537.36"
        ),
        4 => format!(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.{build}.{patch} Safari/537.36 OPR/115.0.{build}.{patch}"
        ),
        5 => "ELB-HealthChecker/2.0".to_owned(),
        6 => format!("aws-sdk-go-v2/1.32.{} os/linux lang/go#1.23.3 md/GOARCH#arm64 api/s3#1.66.3", random.below(60)),
        7 => format!("okhttp/4.12.{}", random.below(9)),
        8 => format!("kube-probe/1.3{}", random.below(3)),
        _ => format!("curl/8.{}.1", random.below(12)),
    }
}

/// Octets in hexadecimal, parted by colons: longer than the address of a machine.
pub fn fingerprint(random: &mut Random) -> String {
    let length = [16, 20, 32][random.below(3) as usize];
    (0..length).map(|_| random.hex(2)).collect::<Vec<_>>().join(":")
}

/// A statement of SQL with places for its values.
pub fn sql(random: &mut Random) -> &'static str {
    random.pick(&[
        "SELECT id, status, total FROM orders WHERE customer_id = $1 AND created_at > $2 ORDER BY id DESC LIMIT 50",
        "UPDATE inventory SET reserved = reserved + $1 WHERE sku = $2 AND warehouse_id = $3",
        "INSERT INTO ledger_entries (id, account_id, amount, currency) VALUES (?, ?, ?, ?)",
        "DELETE FROM outbox WHERE id = ANY($1)",
        "SELECT count(*) FROM shipments s JOIN orders o ON o.id = s.order_id WHERE s.state = :state",
        "select p.id, p.name, p.price from products p where p.category_id in (?, ?, ?) and p.deleted_at is null",
    ])
}

/// An amount of money.
pub fn money(random: &mut Random) -> String {
    let (whole, cents) = (random.below(3_000), random.below(100));
    match random.below(4) {
        0 => format!("{whole}.{cents:02} EUR"),
        1 => format!("${}.{cents:02}", grouped(whole)),
        2 => format!("GBP {whole}.{cents:02}"),
        _ => format!("{}", whole * 100 + cents),
    }
}

/// A number with commas between its thousands.
pub fn grouped(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
    }
}

/// A class of Java, in its package.
pub fn java_class(random: &mut Random) -> String {
    let package =
        random.pick(&["com.example.orders", "com.example.ledger.web", "io.example.shipping", "org.example.auth.token"]);
    let class = random.pick(&[
        "OrderService",
        "PostingController",
        "TokenService",
        "CartRepository",
        "PasswordEncoderFactory",
        "RetryTemplate",
        "CookieJarHandler",
    ]);
    format!("{package}.{class}")
}
