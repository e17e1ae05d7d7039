//! Structured logs: one JSON object a line, as the loggers of Node.js, Go, Java and .NET write them.

use crate::World;
use crate::identifiers::*;
use crate::random::BASE62;

/// A message that says what happened.
pub fn message(w: &mut World) -> String {
    let clock = w.clock;
    let r = &mut w.random;
    match r.below(24) {
        0 => format!("order {} accepted, total {}", order_number(r, clock), money(r)),
        1 => format!("cache miss for cart:{}", uuid(r)),
        2 => format!("published {} events to {} in {}ms", r.below(500), service(r), r.millis()),
        3 => format!("GET {} took {}ms", path(r), r.millis()),
        4 => format!("retrying in {}s (attempt {} of 5)", r.below(60), r.between(1, 5)),
        5 => format!("uploaded artifacts/{}.tar.gz ({} bytes, sha256:{})", r.hex(12), r.size(), r.hex(64)),
        6 => format!("Unexpected token < in JSON at position {}", r.below(900)),
        7 => format!("tokens used: {} of {}", grouped(r.below(40_000)), grouped(128_000)),
        8 => format!("feature flag {}-v{} enabled for {}%", service(r), r.below(9), r.below(100)),
        9 => format!("worker {} picked job {} from queue {}", r.below(64), r.number(11), service(r)),
        10 => format!(
            "resized image {}x{} to {}x{} (crop x={}, y={})",
            r.number(4),
            r.number(4),
            r.number(3),
            r.number(3),
            r.below(4000),
            r.below(4000)
        ),
        11 => format!("slow query ({}ms): {}", r.millis(), sql(r)),
        12 => format!("deployed {} version {} commit {}", service(r), version(r), r.hex(40)),
        13 => format!("password reset requested {} times in the last hour", r.below(90)),
        14 => format!("secret {}/db rotated, version {}", service(r), uuid(r)),
        15 => format!("Bearer authentication required for {}", path(r)),
        16 => format!("consumed offset {} of partition {}", r.number(9), r.below(48)),
        17 => format!("idempotency key {} seen before", uuid(r)),
        18 => format!("connection to {} established (fd={})", host(r), r.below(4096)),
        19 => format!("healthcheck ok, heap {}MB/{}MB", r.below(512), 512),
        20 => format!("job finished at {} after {:.3}s", clock.iso_zoned("+01:00"), r.millis() as f64 / 7.0),
        21 => format!("installed package vite@6.{}.{} and @types/node@22.{}.1", r.below(9), r.below(20), r.below(20)),
        22 => format!(
            "shipment {} scanned, {} parcels, weight {:.2} kg",
            r.number(10),
            r.below(9),
            r.below(3000) as f64 / 100.0
        ),
        _ => format!("batch {} done: {} ok, {} failed", snowflake(r, clock), grouped(r.below(100_000)), r.below(9)),
    }
}

/// One more member of an object.
fn member(w: &mut World) -> String {
    let clock = w.clock;
    if w.random.one_in(12) {
        return format!(r#""remoteHost":"{}""#, w.client());
    }
    let r = &mut w.random;
    match r.below(24) {
        0 => format!(r#""trace_id":"{}","span_id":"{}""#, r.hex(32), r.hex(16)),
        1 => format!(r#""requestId":"{}""#, request_id(r, clock)),
        2 => format!(r#""traceparent":"{}""#, traceparent(r)),
        3 => format!(r#""xray":"Root={};Parent={};Sampled=1""#, xray(r, clock), r.hex(16)),
        4 => format!(r#""orderId":{}"#, order_number(r, clock)),
        5 => format!(r#""etag":"{}""#, etag(r)),
        6 => format!(r#""durationMs":{},"bytes":{}"#, r.millis(), r.size()),
        7 => format!(r#""expiresAt":{},"createdAt":"{}""#, clock.millis() + r.below(90_000_000), clock.iso()),
        8 => format!(r#""platform":"mobile","startedAt":{}"#, clock.millis()),
        9 => format!(r#""nextToken":"{}","count":{}"#, cursor(r), r.below(100)),
        10 => format!(r#""resource":"{}""#, arn(r)),
        11 => format!(r#""usage":{{"max_tokens":{},"token_count":{}}}"#, r.below(8192), r.below(8192)),
        12 => format!(r#""container":"{}","image":"{}:{}""#, r.hex(64), service(r), version(r)),
        13 => format!(r#""tags":["{}","{}"],"shard":{}"#, region(r), service(r), r.below(16)),
        14 => format!(r#""user_agent":"{}""#, agent(r)),
        15 => format!(r#""digest":"sha256:{}""#, r.hex(64)),
        16 => format!(
            r#""position":{{"x":{},"y":{},"zoom":{:.4}}}"#,
            r.below(4000),
            r.below(4000),
            r.below(90_000) as f64 / 7919.0
        ),
        17 => format!(r#""amount":{}.{:02},"currency":"EUR","passwordChangedAt":null"#, r.below(900), r.below(100)),
        18 => format!(r#""sequenceNumber":"4966{}""#, r.digits(52)),
        19 => format!(r#""key_id":"{}","algorithm":"RS256","token_type":"Bearer""#, uuid(r)),
        20 => format!(r#""payload":"{}""#, blob(r)),
        21 => format!(r#""body":"{{\"id\":\"{}\",\"state\":\"paid\",\"rev\":{}}}""#, uuid(r), r.number(9)),
        22 => format!(r#""build":{{"number":{},"sha":"{}","go":"go1.23.{}"}}"#, r.number(10), r.hex(40), r.below(9)),
        _ => format!(r#""cursor":"{}","idempotency_key":"{}""#, r.text(BASE62, 22), uuid(r)),
    }
}

fn members(w: &mut World) -> String {
    let count = w.random.between(1, 5);
    (0..count).map(|_| member(w)).collect::<Vec<_>>().join(",")
}

pub fn pino(w: &mut World) -> String {
    let (message, members) = (message(w), members(w));
    let level = w.random.pick(&[20, 30, 30, 40, 50]);
    let (pid, host) = (w.random.below(400), host(&mut w.random));
    format!(
        r#"{{"level":{level},"time":{},"pid":{pid},"hostname":"{host}",{members},"msg":"{message}"}}"#,
        w.clock.millis()
    )
}

pub fn bunyan(w: &mut World) -> String {
    let (message, members) = (message(w), members(w));
    let (name, host) = (service(&mut w.random), pod(&mut w.random));
    format!(
        r#"{{"name":"{name}","hostname":"{host}","pid":1,"level":30,{members},"msg":"{message}","time":"{}","v":0}}"#,
        w.clock.iso()
    )
}

pub fn winston(w: &mut World) -> String {
    let (message, members) = (message(w), members(w));
    let level = w.random.pick(&["info", "warn", "error", "debug"]);
    let service = service(&mut w.random);
    format!(
        r#"{{"level":"{level}","message":"{message}","service":"{service}","timestamp":"{}","meta":{{{members}}}}}"#,
        w.clock.iso()
    )
}

pub fn zap(w: &mut World) -> String {
    let (message, members) = (message(w), members(w));
    let line = w.random.below(400);
    let file = w.random.pick(&["http/server.go", "store/pg.go", "queue/consumer.go", "auth/token.go", "cache/keys.go"]);
    format!(
        r#"{{"level":"info","ts":{},"logger":"app","caller":"{file}:{line}","msg":"{message}",{members}}}"#,
        w.clock.fraction()
    )
}

pub fn logback(w: &mut World) -> String {
    let (message, members) = (message(w), members(w));
    let (class, thread) = (java_class(&mut w.random), w.random.below(200));
    format!(
        r#"{{"@timestamp":"{}","@version":"1","message":"{message}","logger_name":"{class}","thread_name":"http-nio-8080-exec-{thread}","level":"INFO","level_value":20000,"mdc":{{{members}}}}}"#,
        w.clock.iso_zoned("+00:00")
    )
}

pub fn serilog(w: &mut World) -> String {
    let (message, members) = (message(w), members(w));
    let r = &mut w.random;
    let source = r.pick(&[
        "Orders.Api.Controllers.OrdersController",
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Ledger.Worker.OutboxPublisher",
    ]);
    let (event, connection) = (r.hex(8), r.text(BASE62, 13).to_ascii_uppercase());
    format!(
        r#"{{"@t":"{}0000Z","@m":"{message}","@i":"{event}","SourceContext":"{source}","ConnectionId":"0H{connection}","Assembly":"Orders.Api, Version=4.{}.0.0, Culture=neutral, PublicKeyToken={}",{members}}}"#,
        w.clock.iso().trim_end_matches('Z'),
        r.below(9),
        r.hex(16)
    )
}

pub fn slog(w: &mut World) -> String {
    let (message, members) = (message(w), members(w));
    let level = w.random.pick(&["INFO", "WARN", "ERROR", "DEBUG"]);
    let zoned = w.clock.iso_nanos();
    format!(r#"{{"time":"{}+02:00","level":"{level}","msg":"{message}",{members}}}"#, zoned.trim_end_matches('Z'))
}
