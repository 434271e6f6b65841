"""A page open in the browser, and what tests ask of it."""

WIDE = {"width": 1280, "height": 900}


class Tab:
    """A page that remembers every request, and everything that it complains of."""

    def __init__(self, browser, address, viewport=WIDE, **options):
        self.context = browser.new_context(viewport=viewport, **options)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.goto(address)

    def __enter__(self):
        return self.page

    def __exit__(self, error_type, *_):
        self.context.close()
        if error_type is None:
            assert self.complaints == []
            assert [url for url in self.requests if not url.startswith("file:///")] == []


def index(folder):
    return (folder / "index.html").as_uri()


def article(folder, part):
    return next(folder.glob(f"articles/*{part}*.html")).as_uri()


def column(page, name, table="flows"):
    return [text.strip() for text in page.locator(f"#{table}-table td.c-{name}").all_inner_texts()]
