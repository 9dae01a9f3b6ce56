//! Looking at sources without a parser: comments and strings out, then whole words. Enough for honest code; it is a
//! reminder, not a jail.

/// A Rust source without its comments and without what its strings say; lines stay where they are.
pub(crate) fn code(source: &str) -> String {
    scan(source, false)
}

/// A Rust source without its comments; strings stay.
pub(crate) fn uncommented(source: &str) -> String {
    scan(source, true)
}

/// A TypeScript or Svelte source without its comments.
pub(crate) fn uncommented_web(source: &str) -> String {
    let mut rest = source;
    let mut out = String::new();
    while let Some(next) = rest.chars().next() {
        let after_space = out.chars().last().is_none_or(char::is_whitespace);
        let end = match rest {
            _ if rest.starts_with("<!--") => Some("-->"),
            _ if rest.starts_with("/*") => Some("*/"),
            // After a space only: `https://` begins no comment.
            _ if rest.starts_with("//") && after_space => Some("\n"),
            _ => None,
        };
        let Some(end) = end else {
            out.push(next);
            rest = tail(rest, next.len_utf8());
            continue;
        };
        let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
        out.extend(head(rest, length).chars().filter(|letter| *letter == '\n'));
        rest = tail(rest, length);
    }
    out
}

/// Whether `word` stands in the text, not as a part of a longer one.
pub(crate) fn mentions(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = head(text, at).chars().next_back();
        let after = tail(text, at + word.len()).chars().next();
        let inside = |letter: Option<char>| letter.is_some_and(|l| l == '_' || l.is_alphanumeric());
        let starts = word.starts_with(|letter: char| letter.is_alphanumeric());
        let ends = word.ends_with(|letter: char| letter.is_alphanumeric());
        let cut = (starts && inside(before)) || (ends && inside(after));
        !cut
    })
}

/// Whether Rust code names the library: `name::…` or `use name`.
pub(crate) fn uses_library(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (head(code, at), tail(code, at + name.len()));
        let own = before
            .ends_with(|letter: char| letter == '_' || letter == ':' || letter.is_alphanumeric());
        let imported = before.ends_with("use ") && after.starts_with([';', ' ']);
        !own && (after.starts_with("::") || imported)
    })
}

/// The lines of the text for which `wanted` holds, as `path:line`.
pub(crate) fn lines_where(path: &str, text: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let numbered = text.lines().zip(1_u32..);
    numbered
        .filter(|(line, _)| wanted(line))
        .map(|(_, number)| format!("{path}:{number}"))
        .collect()
}

fn head(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn scan(source: &str, keep_strings: bool) -> String {
    let mut rest = source;
    let mut out = String::new();
    while let Some(next) = rest.chars().next() {
        let length = if let Some(length) = comment(rest) {
            out.extend(head(rest, length).chars().filter(|letter| *letter == '\n'));
            length
        } else if let Some((open, length)) = string(rest, out.chars().last()) {
            if keep_strings {
                out.push_str(head(rest, length));
            } else {
                out.push_str(head(rest, open));
                out.extend(head(rest, length).chars().filter(|letter| *letter == '\n'));
                out.push('"');
            }
            length
        } else {
            // A character such as '"' opens no string.
            let length = character(rest).unwrap_or(next.len_utf8());
            out.push_str(head(rest, length));
            length
        };
        rest = tail(rest, length);
    }
    out
}

/// The length of the comment that begins here.
fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if !rest.starts_with("/*") {
        return None;
    }
    let mut depth = 0_u32;
    let mut at = 0;
    loop {
        let here = tail(rest, at);
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += here.chars().next()?.len_utf8();
        }
    }
}

/// The lengths of the opening and of the whole string that begins here.
fn string(rest: &str, before: Option<char>) -> Option<(usize, usize)> {
    let in_word = before.is_some_and(|letter| letter == '_' || letter.is_alphanumeric());
    if let Some(raw) = rest
        .strip_prefix('r')
        .filter(|_| !in_word || before == Some('b'))
    {
        let hashes: String = raw.chars().take_while(|letter| *letter == '#').collect();
        if tail(raw, hashes.len()).starts_with('"') {
            let open = hashes.len() + 2;
            let end = format!("\"{hashes}");
            let inside = tail(rest, open);
            return Some((
                open,
                open + inside.find(&end).map_or(inside.len(), |at| at + end.len()),
            ));
        }
    }
    let mut letters = rest.strip_prefix('"')?.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '"' => return Some((1, at + 2)),
            _ => {}
        }
    }
    Some((1, rest.len()))
}

/// The length of the character that begins here, as opposed to a lifetime.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        return tail(inside, 2).find('\'').map(|at| at + 4);
    }
    tail(inside, first.len_utf8())
        .starts_with('\'')
        .then(|| first.len_utf8() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_taken_out_and_lines_stay() {
        let source = "a // Utc::now\nb /* x /* y */ z */ c\n\"say \\\" BEGIN\" d r#\"raw \" x\"# e";
        assert_eq!(code(source), "a \nb  c\n\"\" d r#\"\" e");
        assert_eq!(uncommented(source).lines().count(), 3);
        assert!(uncommented(source).contains("BEGIN"));
    }

    #[test]
    fn characters_and_lifetimes_open_no_strings() {
        assert_eq!(code("'\"' x '\\'' y \"s\""), "'\"' x '\\'' y \"\"");
        assert_eq!(code("fn f<'a>(x: &'a str) // c"), "fn f<'a>(x: &'a str) ");
    }

    #[test]
    fn comments_of_the_web_are_taken_out_but_addresses_stay() {
        let source = "<!-- a\nb --> c // d\nhttps://e /* f */ g";
        assert_eq!(uncommented_web(source), "\n c \nhttps://e  g");
    }

    #[test]
    fn words_are_found_whole() {
        assert!(mentions("chrono::Utc::now()", "Utc::now"));
        assert!(!mentions("NotUtc::now()", "Utc::now"));
        assert!(!mentions("operand", "rand"));
        assert!(mentions("#[allow(x)]", "#[allow("));
    }

    #[test]
    fn a_library_is_told_from_a_function_or_module_of_the_same_name() {
        assert!(uses_library("use tauri::Manager;", "tauri"));
        assert!(uses_library("#[tauri::command]", "tauri"));
        assert!(uses_library("use keyring;", "keyring"));
        assert!(!uses_library("ui::tauri([\"dev\"])", "tauri"));
        assert!(!uses_library("crate::keyring::open()", "keyring"));
        assert!(!uses_library("tauri_build::build()", "tauri"));
    }
}
