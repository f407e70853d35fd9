//! Builds the program anew when the page that it embeds was built anew.

fn main() {
    let folder = std::path::Path::new("../dist");
    // What is missing always counts as changed, and everything would be compiled again at every call.
    let _ = std::fs::create_dir_all(folder);
    println!("cargo:rerun-if-changed={}", folder.display());
}
