//! The example program, run as people run it.

mod encoding;
mod fault;
mod hostile;
mod in_place;
mod jsonl;
mod log;
mod manners;
mod output;
mod page;
mod place;
mod report;
mod review;
mod run;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

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

/// The program as it is now. `cargo test` builds the examples before the tests;
/// `cargo test --test suite` does not, so they are built here, which takes no
/// time where nothing is to be done.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let tests = std::env::current_exe().expect("the tests are a file");
        let profile = tests.ancestors().nth(2).expect("target/profile/deps/suite");
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--example", "dedouble", "--manifest-path"]);
        build.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        // Dependencies are there, or these tests would not be.
        build.arg("--offline");
        match profile.file_name().and_then(|name| name.to_str()) {
            Some("debug") => {}
            Some(name) => drop(build.args(["--profile", name])),
            None => panic!("{}", profile.display()),
        }
        let name = format!("dedouble{}", std::env::consts::EXE_SUFFIX);
        let program = profile.join("examples").join(name);
        let built = build.output().expect("cargo runs");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        assert!(program.exists(), "cargo build --example dedouble makes {}", program.display());
        program
    })
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

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The program in this folder.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut child = self
            .command(arguments)
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

/// Tells why a test did nothing, where its output is seen even if it passes.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr().lock(), "skipped: {why}");
}
