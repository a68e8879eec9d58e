//! A repository with something of everything that a report shows: several modules and people, a trend, a stale line, and names
//! that try to be markup.

use crate::support::Repo;

/// Who wrote most of it.
pub(crate) const ADA: (&str, &str) = ("Ada Byron", "ada@example.org");
/// Who wrote some of it.
pub(crate) const BOB: (&str, &str) = ("Bob Finch", "bob@example.org");
/// Markup that ends a script, an attribute and an element.
pub(crate) const HOSTILE: &str = "</script><img src=x onerror=alert(1)>";
/// A name of a person that is markup, as far as git lets it be: angle brackets are not allowed there.
pub(crate) const MALLORY: (&str, &str) = ("Mallory\" onload=alert(1) &lt;b&gt; x", "mallory@example.org");

const CARD: &str =
    "\"\"\"Cards.\"\"\"\n\n\nclass Card:\n    \"\"\"A card.\"\"\"\n\n    def charge(self):\n        return 1\n";
const CART: &str = "def fill(cart):\n    cart.add(1)\n\n\ndef drop_all(cart):\n    cart.clear()\n";

fn commit(repo: &Repo, who: (&str, &str), message: &str, days: i64) {
    repo.record_by(message, Some(&format!("{} <{}>", who.0, who.1)), days);
}

/// Ada wrote `src/pay` and `src/post`, Bob `src/shop`, both `src/town`, Mallory a folder whose name is markup; of the guide one
/// line is stale since March 2024.
pub(crate) fn town() -> Repo {
    let repo = Repo::new();
    let module = format!("{HOSTILE}/<b>&amp;</b>").replace('/', "_");
    let guide =
        "# Guide\n\nA `Card` is charged.\n\nCall `drop_all()` to empty a cart.\n\nCash is in `src/pay/cash.py`.\n";
    repo.write("src/pay/__init__.py", "\"\"\"Pay.\"\"\"\n")
        .write("src/pay/card.py", CARD)
        .write("src/pay/cash.py", "def count():\n    return 1\n")
        .write("src/post/__init__.py", "")
        .write("src/post/letter.py", "class Letter:\n    pass\n")
        .write("src/town/__init__.py", "")
        .write("src/town/mayor.py", "class Mayor:\n    pass\n")
        .write("docs/guide.md", guide);
    commit(&repo, ADA, "begin", 0);
    repo.write("src/shop/__init__.py", "")
        .write("src/shop/cart.py", CART)
        .write("src/shop/list.py", "def sort(items):\n    return items\n")
        .write("src/town/square.py", "class Square:\n    pass\n")
        .write(&format!("{module}/x.py"), "import os\n");
    commit(&repo, BOB, "a shop", 29);
    repo.write(&format!("{module}/x.py"), "import os\nimport sys\n")
        .write(&format!("{module}/y.py"), "import os\n");
    commit(&repo, MALLORY, HOSTILE, 1);
    repo.write("src/shop/cart.py", "def fill(cart):\n    cart.add(1)\n");
    commit(&repo, BOB, &format!("remove what nobody calls {HOSTILE}"), 32);
    repo
}
