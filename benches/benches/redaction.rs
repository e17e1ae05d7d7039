//! Races the engines over two texts and prints a table: ordinary logs, and the same with something in one line of ten.
//!
//! The texts are cut into slices, and the engines take turns at each, so that a busy moment of the machine meets them all.
//! Of each engine and slice the best time of all rounds counts. An engine that is slow runs over the first slices of
//! each only. Single-threaded.

use std::hint::black_box;
use std::time::Instant;

use sluice_benches::engines::{self, Engine};
use sluice_benches::recall::Recall;
use sluice_benches::text::{Batch, Text};

/// How much of what was planted must be gone, over all kinds and of each, before a time counts.
const FLOOR: (f64, f64) = (0.97, 0.90);

const MB: usize = 1_000_000;

/// The length of a slice, in bytes.
const SLICE: usize = 5 * MB;

/// An engine with its best times.
struct Racer {
    engine: Box<dyn Engine>,
    recall: Option<Recall>,
    /// In seconds, for each text and each slice that it runs over.
    best: Vec<Vec<f64>>,
}

impl Racer {
    /// Bytes a second over those slices of each text that it ran over.
    fn speeds(&self, texts: &[Vec<Batch<'_>>]) -> Vec<f64> {
        let seconds = self.best.iter().map(|best| best.iter().sum::<f64>());
        self.lengths(texts).zip(seconds).map(|(length, seconds)| length as f64 / seconds).collect()
    }

    /// How many bytes of each text it ran over.
    fn lengths(&self, texts: &[Vec<Batch<'_>>]) -> impl Iterator<Item = usize> {
        let ran = |(slices, best): (&Vec<Batch<'_>>, &Vec<f64>)| slices[..best.len()].iter().map(|s| s.len()).sum();
        texts.iter().zip(&self.best).map(ran)
    }
}

/// A number from the environment.
fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

/// The time that this thread has had of a processor, in seconds, where the system tells: what others take of it does not
/// count.
fn processor_time() -> Option<f64> {
    // The system counts when a thread gives way; otherwise only at its ticks, some milliseconds late.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// The seconds that an engine takes for a slice.
fn time(engine: &mut dyn Engine, slice: Batch<'_>, out: &mut Vec<u8>) -> f64 {
    out.clear();
    let (before, start) = (processor_time(), Instant::now());
    engine.redact(black_box(slice), out);
    let spent = start.elapsed().as_secs_f64();
    black_box(out.last());
    match (before, processor_time()) {
        // What is shorter is told better by the clock.
        (Some(before), Some(after)) if spent > 0.005 => after - before,
        _ => spent,
    }
}

fn main() {
    let length = setting("SLUICE_BENCH_MB", 100) * MB;
    let rounds = setting("SLUICE_BENCH_ROUNDS", 5);
    let seconds = setting("SLUICE_BENCH_SECONDS", 3) as f64;
    let only = std::env::var("SLUICE_BENCH_ONLY").unwrap_or_default();
    eprintln!("writing twice {} MB of text …", length / MB);
    let (ordinary, mixed) = (Text::ordinary(1, length), Text::mixed(1, length));
    // The output grows where labels are longer than what they stand for.
    let mut out: Vec<u8> = vec![0; SLICE * 4];
    let texts = [ordinary.slices(SLICE), mixed.slices(SLICE)];

    let mut racers = Vec::new();
    for (index, mut engine) in engines::all().into_iter().enumerate() {
        if index > 0 && !engine.name().contains(&only) {
            continue;
        }
        let recall = (!engine.kinds().is_empty()).then(|| Recall::of(engine.as_mut(), &mixed, length.min(20 * MB)));
        if let Some(recall) = &recall {
            let (kind, least) = recall.least();
            eprintln!(
                "{}: {:.2} % of what was planted is gone, least of {kind}: {:.2} %; {:.1} of 100 000 other lines changed",
                engine.name(),
                recall.whole() * 100.0,
                least * 100.0,
                recall.changed
            );
            if std::env::var_os("SLUICE_BENCH_KINDS").is_some() {
                eprintln!("  {:?}", recall.kinds);
            }
            assert!(recall.whole() >= FLOOR.0 && least >= FLOOR.1, "{} does not do its work", engine.name());
        }
        // The recall has warmed it up.
        let mut count = |slices: &Vec<Batch<'_>>| {
            let warm = time(engine.as_mut(), slices[0], &mut out);
            ((seconds / warm) as usize).clamp(1, slices.len())
        };
        let best = texts.iter().map(|slices| vec![f64::INFINITY; count(slices)]).collect();
        racers.push(Racer { engine, recall, best });
    }
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds} …");
        for (text, slices) in texts.iter().enumerate() {
            for (index, slice) in slices.iter().enumerate() {
                for racer in racers.iter_mut().filter(|racer| index < racer.best[text].len()) {
                    let seconds = time(racer.engine.as_mut(), *slice, &mut out);
                    racer.best[text][index] = racer.best[text][index].min(seconds);
                }
            }
        }
    }

    let ours = racers[0].speeds(&texts);
    println!(
        "| Engine | Rules | Ordinary lines: MB/s | `standard` is … times as fast | One line in ten holds something: MB/s | `standard` is … times as fast | Planted values gone | Other lines changed, of 100 000 | Over |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for racer in &racers {
        let (gone, changed) = racer.recall.as_ref().map_or(("–".to_owned(), "–".to_owned()), |recall| {
            (format!("{:.2} %", recall.whole() * 100.0), format!("{:.1}", recall.changed))
        });
        let speeds = racer.speeds(&texts);
        let least = racer.lengths(&texts).min().unwrap_or_default();
        println!(
            "| {} | {} | {:.1} | {:.2} | {:.1} | {:.2} | {gone} | {changed} | {} MB |",
            racer.engine.name(),
            racer.engine.rules(),
            speeds[0] / MB as f64,
            ours[0] / speeds[0],
            speeds[1] / MB as f64,
            ours[1] / speeds[1],
            least / MB
        );
    }
}
