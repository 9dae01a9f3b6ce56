//! PDF files of our own making: for the demo, and for whoever tests what reads them. As plain as the format allows, and right:
//! strict readers open them too.

use std::fmt::Write;

/// Pages of A4 with lines of text on each, the first line of a page in large letters. Only what ASCII has is written.
#[must_use]
pub fn pages(pages: &[&[&str]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|n| format!("{} 0 R", 4 + 2 * n))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            pages.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for (n, lines) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * n
        ));
        objects.push(stream("", &drawn(lines)));
    }
    file(&objects)
}

/// A stream object with what its dictionary has beside the length.
#[must_use]
pub fn stream(dictionary: &str, content: &str) -> String {
    let length = content.len();
    format!("<< {dictionary} /Length {length} >>\nstream\n{content}\nendstream")
}

/// A file of these objects, numbered from 1; the first is its catalog.
#[must_use]
pub fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        let _fits = write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let table = out.len();
    let size = objects.len() + 1;
    let _fits = write!(out, "xref\n0 {size}\n0000000000 65535 f \n");
    for offset in offsets {
        let _fits = writeln!(out, "{offset:010} 00000 n ");
    }
    let _fits = write!(
        out,
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    );
    out.into_bytes()
}

fn drawn(lines: &[&str]) -> String {
    let mut out = String::from("BT 22 TL 72 740 Td");
    for (n, line) in lines.iter().enumerate() {
        let safe: String = line
            .chars()
            .filter(|c| matches!(c, ' '..='~') && !"()\\".contains(*c))
            .collect();
        let size = if n == 0 { 20 } else { 12 };
        let _fits = write!(out, " /F1 {size} Tf ({safe}) Tj T*");
    }
    out.push_str(" ET");
    out
}
