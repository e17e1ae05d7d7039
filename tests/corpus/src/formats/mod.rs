//! The formats of ordinary lines, one row each.

mod access;
mod aws;
mod builds;
mod json;
mod servers;
mod telemetry;
mod text;
mod traces;

use crate::World;

/// How a line is built, as far as it matters to who plants something in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One JSON object.
    Json,
    /// `key=value`, parted by spaces.
    Pairs,
    /// A web server's access log: who calls stands first, and ends at the first space.
    Access,
    /// A sentence, behind a time and a level.
    Prose,
    /// Anything else, in which nothing is planted.
    Other,
}

/// A format of ordinary lines.
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// How its lines are built.
    pub shape: Shape,
    /// Writes the next line.
    pub line: fn(&mut World) -> String,
}

const fn row(name: &'static str, shape: Shape, line: fn(&mut World) -> String) -> Format {
    Format { name, shape, line }
}

/// Every format.
pub const FORMATS: &[Format] = &[
    row("pino", Shape::Json, json::pino),
    row("bunyan", Shape::Json, json::bunyan),
    row("winston", Shape::Json, json::winston),
    row("zap", Shape::Json, json::zap),
    row("logback", Shape::Json, json::logback),
    row("serilog", Shape::Json, json::serilog),
    row("slog", Shape::Json, json::slog),
    row("logfmt", Shape::Pairs, text::logfmt),
    row("spring", Shape::Prose, text::spring),
    row("python", Shape::Prose, text::python),
    row("rails", Shape::Prose, text::rails),
    row("go", Shape::Prose, text::go),
    row("tracing", Shape::Pairs, text::tracing),
    row("nginx", Shape::Access, access::nginx),
    row("apache", Shape::Access, access::apache),
    row("alb", Shape::Other, access::alb),
    row("lambda", Shape::Prose, aws::lambda),
    row("cloudtrail", Shape::Json, aws::cloudtrail),
    row("syslog", Shape::Prose, servers::syslog),
    row("klog", Shape::Pairs, servers::klog),
    row("postgres", Shape::Prose, servers::postgres),
    row("redis", Shape::Prose, servers::redis),
    row("kafka", Shape::Prose, servers::kafka),
    row("envoy", Shape::Other, servers::envoy),
    row("java_trace", Shape::Other, traces::java),
    row("other_trace", Shape::Other, traces::other),
    row("build", Shape::Prose, builds::build),
    row("terraform", Shape::Prose, builds::terraform),
    row("prometheus", Shape::Other, telemetry::prometheus),
    row("otel", Shape::Json, telemetry::otel),
];
