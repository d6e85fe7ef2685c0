"""Scrapy settings that hold for every portal; a profile's own manners are laid over them (politeness.py)."""

BOT_NAME = "DisclosureAuditor"
SPIDER_MODULES = ["spiders.disclosure"]

# Four defaults of Scrapy that do not suit a polite auditor; the profile may set them.
DOWNLOAD_VERIFY_CERTIFICATES = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
ROBOTSTXT_OBEY = True

AUTOTHROTTLE_ENABLED = True  # slows down with the server; never faster than DOWNLOAD_DELAY
AUTOTHROTTLE_MAX_DELAY = 60.0
CONCURRENT_REQUESTS = 1
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# The frontier lies in the store: it knows what is new, what is due and what was answered.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
SCHEDULER = "spiders.pace.PatientScheduler"
REDIRECT_MAX_TIMES = 5

# What an answer yields is one reading: a hundred workers for it, Scrapy's default, cost more than the reading.
CONCURRENT_ITEMS = 1
WARN_ON_GENERATOR_RETURN_VALUE = False  # parses the callback's source anew for every answer

RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # not 429: who asks for quiet is not asked again

DOWNLOAD_HANDLERS = {"http": "spiders.downloads.Downloads", "https": "spiders.downloads.Downloads"}
ITEM_PIPELINES = {"spiders.archive.Archive": 100}
# Scrapy's own lists, but for what has nothing to do here: it imports whatever they name, switched off or not, and some of
# that brings web servers and a list of all domains along. Ours say what we put in its place. Not there at all: HttpCache,
# which serves old pages without asking (we send our own conditional requests), and MetaRefresh, since a meta refresh to
# the parent is how deleted pages look: the page is read as it is.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
DOWNLOADER_MIDDLEWARES = {
    "spiders.middlewares.HostGate": 50,  # for OffsiteMiddleware, which drops without a word; this one says why
    "spiders.pace.Robots": 100,  # for RobotsTxtMiddleware
    "spiders.pace.Rest": 560,  # before Scrapy's retries (550) see the answer
    "spiders.unpacking.Unpacking": 590,  # for HttpCompressionMiddleware, which unpacks what is packed twice
    "spiders.middlewares.Redirects": 600,  # for RedirectMiddleware
    "spiders.cookies.HostCookies": 700,  # for CookiesMiddleware, which fetches a list from elsewhere
    "spiders.witness.Witness": 950,  # nearest to the wire
}
SPIDER_MIDDLEWARES_BASE = {  # nor HttpError: an error page is an answer; the others have nothing to do here
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,
}
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
}
EXTENSIONS = {
    "spiders.pace.Throttle": 0,  # for AutoThrottle
    "spiders.first_bytes.FirstBytes": 100,
}

LOG_LEVEL = "INFO"
STATS_DUMP = False
