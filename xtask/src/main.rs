mod bundled_fonts; mod command; mod console; mod metrics; mod repository; mod setup;
fn main() { metrics::run(&repository::Repository::find().unwrap()).unwrap(); }
