//! Logs of programs in plain text: logfmt, Spring Boot, Python, Rails, Go, Rust's tracing.

use super::json::message;
use crate::World;
use crate::identifiers::*;

pub fn logfmt(w: &mut World) -> String {
    let message = message(w);
    let client = if w.random.one_in(8) { format!(" remote={}", w.client()) } else { String::new() };
    let clock = w.clock;
    let r = &mut w.random;
    let level = r.pick(&["info", "warn", "error", "debug"]);
    let rest = match r.below(8) {
        0 => format!("request_id={} duration={:.3}ms", request_id(r, clock), r.millis() as f64 / 3.0),
        1 => format!("order={} amount=\"{}\"", order_number(r, clock), money(r)),
        2 => format!("pod={} node={} restarts={}", pod(r), resource(r), r.below(9)),
        3 => format!("cache_key=cart:{} ttl=3600s size={}", uuid(r), r.size()),
        4 => format!("device=mobile session_started={} build={}", clock.millis(), r.number(10)),
        5 => format!("partition_key={} sort_key={} next_token={}", uuid(r), clock.iso(), cursor(r)),
        6 => format!("version={} commit={} uptime=4d3h{}m", version(r), r.hex(12), r.below(60)),
        _ => format!("trace_id={} span_id={} sampled=true", r.hex(32), r.hex(16)),
    };
    let service = service(r);
    format!("ts={} level={level} service={service} msg=\"{message}\" {rest}{client}", clock.iso())
}

pub fn spring(w: &mut World) -> String {
    let message = message(w);
    let clock = w.clock;
    let r = &mut w.random;
    let (level, thread) = (r.pick(&[" INFO", " WARN", "ERROR", "DEBUG"]), r.below(64));
    match r.below(5) {
        0 => format!(
            "{}  INFO 1 --- [           main] o.s.s.web.DefaultSecurityFilterChain     : Will secure any request with [org.springframework.security.web.csrf.CsrfFilter@{}, org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter@{}]",
            clock.iso_zoned("Z"),
            r.hex(7),
            r.hex(8)
        ),
        1 => format!(
            "{} {level} 1 --- [{}] [nio-8080-exec-{thread}] [{}-{}] {} : {message}",
            clock.iso_zoned("+01:00"),
            service(r),
            r.hex(32),
            r.hex(16),
            java_class(r)
        ),
        2 => format!(
            "{} {level} 1 --- [       scheduling-1] com.zaxxer.hikari.pool.HikariPool        : HikariPool-1 - Added connection org.postgresql.jdbc.PgConnection@{}",
            clock.dotted(),
            r.hex(8)
        ),
        _ => format!("{} {level} 1 --- [io-8080-exec-{thread}] {}    : {message}", clock.dotted(), java_class(r)),
    }
}

pub fn python(w: &mut World) -> String {
    let message = message(w);
    let client = w.client();
    let clock = w.clock;
    let r = &mut w.random;
    let level = r.pick(&["INFO", "WARNING", "ERROR", "DEBUG"]);
    match r.below(5) {
        0 => format!("{level}:{}.worker:{message}", service(r).replace('-', "_")),
        1 => format!(
            "[{}: {level}/ForkPoolWorker-{}] Task orders.tasks.settle[{}] succeeded in {:.6}s: None",
            clock.comma(),
            r.below(16),
            uuid(r),
            r.millis() as f64 / 1000.7
        ),
        2 => format!(
            "[{} +0000] [{}] [{level}] Booting worker with pid: {}",
            clock.dotted(),
            r.below(90),
            r.below(32768)
        ),
        3 => format!("{} - uvicorn.access - {level} - {client} - \"GET {} HTTP/1.1\" 200", clock.comma(), path(r)),
        _ => format!("{} {level:8} [{}.py:{}] {message}", clock.comma(), service(r).replace('-', "_"), r.below(900)),
    }
}

pub fn rails(w: &mut World) -> String {
    let message = message(w);
    let client = w.client();
    let clock = w.clock;
    let r = &mut w.random;
    let id = uuid(r);
    let head = format!("I, [{} #{}]  INFO -- : [{id}]", clock.iso_micros().trim_end_matches('Z'), r.below(900));
    match r.below(6) {
        0 => format!("{head} Started GET \"{}\" for {client} at {} +0000", path(r), clock.dotted()),
        1 => format!(
            "{head} Completed 200 OK in {}ms (Views: {}.{}ms | ActiveRecord: {}.{}ms | Allocations: {})",
            r.millis(),
            r.below(90),
            r.below(10),
            r.below(90),
            r.below(10),
            r.number(5)
        ),
        2 => format!("{head}   Parameters: {{\"id\"=>\"{}\", \"page\"=>\"{}\"}}", r.number(7), r.below(40)),
        3 => format!(
            "{head}   Order Load ({}.{}ms)  SELECT \"orders\".* FROM \"orders\" WHERE \"orders\".\"id\" = $1 LIMIT $2  [[\"id\", {}], [\"LIMIT\", 1]]",
            r.below(30),
            r.below(10),
            r.number(8)
        ),
        4 => format!(
            "{head} [ActiveJob] Enqueued SettleJob (Job ID: {}) to Sidekiq(default) with arguments: #<GlobalID:0x{} @uri=#<URI::GID gid://shop/Order/{}>>",
            uuid(r),
            r.hex(16),
            r.number(7)
        ),
        _ => format!("{head} {message}"),
    }
}

pub fn go(w: &mut World) -> String {
    let message = message(w);
    let clock = w.clock;
    let r = &mut w.random;
    let time = format!("{} {}", clock.slash_date(), clock.time());
    match r.below(5) {
        0 => format!("{time}.{:06} main.go:{}: {message}", clock.micros() % 1_000_000, r.below(300)),
        1 => format!("{time} http: TLS handshake error from {}: EOF after {}us", host(r), r.number(5)),
        2 => format!(
            "goroutine {} [chan receive, {} minutes]: main.(*Pool).run(0xc000{})",
            r.number(5),
            r.below(900),
            r.hex(6)
        ),
        3 => format!(
            "{time} gc {} @{}.{:03}s 2%: 0.018+{}.{}+0.003 ms clock, 4->{}->3 MB, 8 MB goal, 2 P",
            r.below(9000),
            r.below(9000),
            r.below(1000),
            r.below(9),
            r.below(100),
            r.below(8)
        ),
        _ => format!("{time} {message}"),
    }
}

pub fn tracing(w: &mut World) -> String {
    let message = message(w);
    let clock = w.clock;
    let r = &mut w.random;
    let level = r.pick(&[" INFO", " WARN", "DEBUG", "ERROR"]);
    let target = r.pick(&[
        "orders_rs::cache::redis",
        "tower_http::trace::on_response",
        "sqlx::query",
        "feeder::add",
        "db::add",
        "hyper_util::client::legacy::pool",
    ]);
    match r.below(4) {
        0 => format!(
            "{} {level} request{{method=GET uri={} version=HTTP/1.1}}: {target}: finished processing request latency={} ms status=200",
            clock.iso_micros(),
            path(r),
            r.millis()
        ),
        1 => format!(
            "\u{1b}[2m{}\u{1b}[0m \u{1b}[32m{level}\u{1b}[0m \u{1b}[2m{target}\u{1b}[0m\u{1b}[2m:\u{1b}[0m {message} \u{1b}[3mid\u{1b}[0m\u{1b}[2m=\u{1b}[0m{}",
            clock.iso_micros(),
            uuid(r)
        ),
        2 => format!(
            "{} {level} {target}: summary=\"{}\" rows_returned={} elapsed={}.{:06}ms elapsed_secs=0.{:09}",
            clock.iso_nanos(),
            sql(r),
            r.below(50),
            r.below(9),
            r.below(1_000_000),
            r.below(1_000_000_000)
        ),
        _ => format!(
            "{} {level} ThreadId({:02}) {target}: src/cache/redis.rs:{}: {message}",
            clock.iso_micros(),
            r.below(16),
            r.below(400)
        ),
    }
}
