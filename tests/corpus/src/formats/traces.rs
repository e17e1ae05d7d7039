//! Stack traces, a line of them or a whole one within a JSON string, and dumps of memory.

use crate::World;
use crate::identifiers::*;

pub fn java(w: &mut World) -> String {
    let clock = w.clock;
    let r = &mut w.random;
    let (class, line) = (java_class(r), r.below(900));
    let file = class.rsplit('.').next().unwrap_or_default().to_owned();
    let method = r.pick(&["post", "settle", "handle", "resolveToken", "lambda$run$0", "encodePassword", "get"]);
    match r.below(7) {
        0 => format!("\tat {class}.{method}({file}.java:{line})"),
        1 => format!(
            "\tat java.base/java.lang.invoke.LambdaForm$DMH/0x{}.invokeStatic(LambdaForm$DMH:{line})",
            r.hex(16)
        ),
        2 => format!(
            "Caused by: org.postgresql.util.PSQLException: ERROR: canceling statement due to statement timeout after {} ms",
            r.number(5)
        ),
        3 => format!(
            "{} ERROR [http-nio-8080-exec-{}] {class} : request {} failed: java.lang.IllegalStateException: no lease for {file}@{}",
            clock.comma(),
            r.below(99),
            uuid(r),
            r.hex(8)
        ),
        4 => format!("\tat {class}$$SpringCGLIB$$0.{method}(<generated>) ~[app-{}.jar!/:{}]", version(r), version(r)),
        5 => format!("\t... {} common frames omitted, trace {}", r.below(90), r.hex(16)),
        _ => format!(
            r#"{{"@timestamp":"{}","level":"ERROR","message":"posting failed","stack_trace":"java.lang.IllegalStateException: entry {} is closed\n\tat {class}.{method}({file}.java:{line})\n\tat java.base/java.lang.Thread.run(Thread.java:1583)\nCaused by: java.net.SocketTimeoutException: Read timed out after {}ms\n\t... 42 more"}}"#,
            clock.iso(),
            order_number(r, clock),
            r.number(5)
        ),
    }
}

pub fn other(w: &mut World) -> String {
    let clock = w.clock;
    let r = &mut w.random;
    let line = r.below(2_000);
    match r.below(7) {
        0 => format!(
            "  File \"/app/.venv/lib/python3.12/site-packages/botocore/auth.py\", line {line}, in add_auth  # {}",
            r.hex(8)
        ),
        1 => format!(
            "    at async /app/node_modules/.pnpm/fastify@5.{}.{}/node_modules/fastify/lib/handleRequest.js:{line}:{}",
            r.below(9),
            r.below(20),
            r.below(90)
        ),
        2 => format!(
            "    at Object.verifyToken (webpack:///src/auth/token.service.ts?{}:{line}:{})",
            r.hex(4),
            r.below(90)
        ),
        3 => format!(
            "{:08x}  {}  |................|",
            r.below(1 << 24) * 16,
            (0..16).map(|_| r.hex(2)).collect::<Vec<_>>().join(" ")
        ),
        4 => format!(
            "{:08x}: {}  ................",
            r.below(1 << 24) * 16,
            (0..8).map(|_| r.hex(4)).collect::<Vec<_>>().join(" ")
        ),
        5 => format!(
            "   {}: <orders_rs::cache::Redis as core::ops::Drop>::drop::h{} at src/cache/redis.rs:{line}",
            r.below(40),
            r.hex(16)
        ),
        _ => format!(
            r#"{{"time":{},"type":"TypeError","stack":"TypeError: Cannot read properties of undefined (reading 'token')\n    at OrderService.find (/app/dist/order.service.js:{line}:{})\n    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)"}}"#,
            clock.millis(),
            r.below(90)
        ),
    }
}
