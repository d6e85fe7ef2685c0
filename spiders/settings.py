"""Scrapy settings that hold for every portal; a profile's own manners are laid over them (politeness.py)."""

BOT_NAME = "DisclosureAuditor"
SPIDER_MODULES = ["spiders.disclosure"]

# Six defaults of Scrapy that do not suit a polite auditor. The profile may set the last four.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
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
HTTPCACHE_ENABLED = False  # its policy serves old pages without asking; we send our own conditional requests
HTTPERROR_ALLOW_ALL = True  # an error page is an answer
METAREFRESH_ENABLED = (
    False  # a meta refresh to the parent is how deleted pages look; the page is read as it is
)
REDIRECT_MAX_TIMES = 5
URLLENGTH_LIMIT = 0

# What an answer yields is one reading: a hundred workers for it, Scrapy's default, cost more than the reading.
CONCURRENT_ITEMS = 1
WARN_ON_GENERATOR_RETURN_VALUE = False  # parses the callback's source anew for every answer

RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # not 429: who asks for quiet is not asked again

DOWNLOAD_HANDLERS = {"http": "spiders.downloads.Downloads", "https": "spiders.downloads.Downloads"}
ITEM_PIPELINES = {"spiders.archive.Archive": 100}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # it drops without a word; HostGate says why
    "spiders.middlewares.HostGate": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # no portal asks its readers for a password
    "spiders.pace.Robots": 100,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "spiders.pace.Rest": 560,  # before Scrapy's retries (550) see the answer
    "spiders.middlewares.Redirects": 600,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # unpacks what is packed twice
    "spiders.unpacking.Unpacking": 590,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,  # fetches a list from elsewhere
    "spiders.cookies.HostCookies": 700,
    "spiders.witness.Witness": 950,  # nearest to the wire
}
SPIDER_MIDDLEWARES = {  # each handles every answer, and none has anything to do here
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.remote_control.RemoteControl": None,  # off as they are, they load two web servers
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "spiders.pace.Throttle": 0,
    "spiders.first_bytes.FirstBytes": 100,
}

LOG_LEVEL = "INFO"
STATS_DUMP = False
