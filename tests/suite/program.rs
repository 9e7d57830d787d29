//! The example program, run as people run it.

mod jsonl;
mod log;
mod page;
mod place;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A page that is doubled from end to end, but for its last line.
const PAGE: &str = "全市工作会议全市工作会议昨日昨日召开召开，，二百名代表二百名代表出席出席。。\n\
                    会上会上宣读了宣读了《《决定决定》》，，表彰表彰1212个集体个集体。。\n\
                    人人都说书记处书记讲得好。\n";

/// The same with its lines kept.
const KEPT: &str = "全市工作会议昨日召开，二百名代表出席。\n\
                    会上宣读了《决定》，表彰12个集体。\n\
                    人人都说书记处书记讲得好。\n";

const CLEAN: &str = "天天读书，高高兴兴。\n";

/// The program stands beside the tests. `cargo test` builds the examples first;
/// `cargo test --test suite` alone does not.
fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("the tests are a file");
    let name = format!("dedouble{}", std::env::consts::EXE_SUFFIX);
    let program = tests.ancestors().nth(2).expect("target/profile/deps/suite").join("examples").join(name);
    assert!(program.exists(), "cargo build --example dedouble makes {}", program.display());
    program
}

/// What a run gave.
pub(crate) struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let status = output.status.code().expect("the program is not killed");
        let run = Run { status, stdout: text(output.stdout), stderr: text(output.stderr) };
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    }

    /// Asserts that all went well, and gives standard output.
    pub(crate) fn fine(self) -> String {
        assert_eq!((self.status, &*self.stderr), (0, ""));
        self.stdout
    }
}

/// A folder to run in.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().expect("a folder"))
    }

    fn with(files: &[(&str, &[u8])]) -> Place {
        let place = Place::new();
        for (name, bytes) in files {
            let path = place.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of everything in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn run(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut child = Command::new(program())
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_owned();
        // A program that ends before it has read everything is no fault of the test.
        let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        feed.join().unwrap();
        Run::of(output)
    }
}

pub(crate) fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
    Place::new().run(arguments, input)
}
