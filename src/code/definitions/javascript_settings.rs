//! Environment variables and flags that JavaScript and TypeScript read.

use super::super::draft::{is_env_name, is_flag};
use super::javascript::Found;
use crate::model::symbol::SymbolKind;

impl Found<'_, '_, '_> {
    /// `process.env.NAME`, `process.env["NAME"]`, `import.meta.env.NAME`
    pub(super) fn environment(&mut self, index: usize) {
        let tokens = self.tokens;
        let name = index + 2;
        let written = tokens
            .text(name)
            .unwrap_or_else(|| (tokens.range(name).start, tokens.word(name)));
        let dotted = tokens.word(index + 1) == "." && tokens.is_word(name)
            || tokens.word(index + 1) == "[" && tokens.is_text(name);
        if dotted && matches!(tokens.before(index, 2), "process" | "meta") && is_env_name(written.1) {
            self.symbols.push(tokens.source.named_text(
                SymbolKind::EnvVar,
                written.1,
                written.0,
                tokens.range(name),
                None,
            ));
        }
    }

    /// `.option("-p, --port <n>", ..)` of commander, cac and sade; `.option("port", {..})` of yargs.
    pub(super) fn options(&mut self, open: usize) {
        let tokens = self.tokens;
        let Some((at, inner)) = tokens.text(open + 1) else {
            return;
        };
        let span = tokens.range(open).start..tokens.range(tokens.close(open)).end;
        let mut offset = 0;
        for part in inner.split_inclusive([' ', ',', '|', '=']) {
            let word = part.trim_end_matches([' ', ',', '|', '=']);
            if is_flag(word) {
                self.symbols.push(
                    tokens
                        .source
                        .named_text(SymbolKind::Flag, word, at + offset, span.clone(), None),
                );
            }
            offset += part.len();
        }
        let yargs = tokens.word(open + 2) == "," && tokens.word(open + 3) == "{";
        if yargs && is_flag(&format!("--{inner}")) {
            let mut symbol = tokens.source.named_text(SymbolKind::Flag, inner, at, span, None);
            symbol.name = format!("--{inner}");
            self.symbols.push(symbol);
        }
    }
}
