//! Speed of the whole process: one offline message reported, and the time to the first frame in a terminal.

use criterion::{Criterion, criterion_group, criterion_main};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_twofrom");
const MESSAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/ses-default.eml");
/// What only a drawn verdict holds.
const DRAWN: &[u8] = b"kumano-books.example";

/// From the start of the process to the first frame that shows a verdict.
fn first_frame() -> Duration {
    let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).expect("a pseudo terminal");
    let mut command = CommandBuilder::new(PROGRAM);
    command.arg(MESSAGE);
    command.env("TERM", "xterm-256color");
    let mut output = pty.master.try_clone_reader().expect("a reader");
    let mut keys = pty.master.take_writer().expect("a writer");
    let begin = Instant::now();
    let mut child = pty.slave.spawn_command(command).expect("the program starts");
    drop(pty.slave);
    let (mut seen, mut bytes) = (Vec::new(), [0; 4096]);
    while !seen.windows(DRAWN.len()).any(|window| window == DRAWN) {
        let count = output.read(&mut bytes).expect("the program draws");
        seen.extend_from_slice(&bytes[..count]);
    }
    let elapsed = begin.elapsed();
    keys.write_all(b"q").expect("a key can be pressed");
    // The rest is read, so that the program can end.
    let _ = output.read_to_end(&mut seen);
    child.wait().expect("the program ends");
    elapsed
}

fn whole_process(c: &mut Criterion) {
    c.bench_function("report one offline message", |b| {
        b.iter(|| {
            let mut command = Command::new(PROGRAM);
            command.args(["check", MESSAGE]).stdin(Stdio::null()).stdout(Stdio::null());
            command.status().expect("the program runs")
        });
    });
    c.bench_function("start to first frame", |b| {
        b.iter_custom(|times| (0..times).map(|_| first_frame()).sum());
    });
}

criterion_group!(benches, whole_process);
criterion_main!(benches);
