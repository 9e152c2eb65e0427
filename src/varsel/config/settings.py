"""Infrastructure only. What the operator chooses is policy (records.operator); what the law says is law."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from varsel.config import secrets
from varsel.kit import env, postgres

PACKAGE = Path(__file__).resolve().parent.parent
STATE = postgres.state_folder()

DEBUG = env.flag("VARSEL_DEBUG", default=False)
SECRET_KEY = secrets.key(folder=STATE, name="secret-key")
PERSON_KEY = secrets.key(folder=STATE, name="person-key")
ALLOWED_HOSTS = env.text("VARSEL_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env.text("VARSEL_ORIGINS").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "varsel.kit",
    "varsel.records.journal",
    "varsel.records.clocks",
    "varsel.records.operator",
    "varsel.records.staff",
    "varsel.records.parties",
    "varsel.records.network",
    "varsel.records.agreements",
    "varsel.records.ledger",
    "varsel.outlets.notices",
    "varsel.outlets.notices.versions",
    "varsel.outlets.notices.offers",
    "varsel.outlets.notices.feed",
    "varsel.outlets.notices.letters",
    "varsel.outlets.notices.replies",
    "varsel.outlets.access",
    "varsel.outlets.access.restrictions",
    "varsel.outlets.shadow",
    "varsel.operations.stock",
    "varsel.operations.compensation",
    "varsel.operations.outages",
    "varsel.operations.fieldwork",
    "varsel.operations.complaints",
    "varsel.operations.arrears",
    "varsel.surfaces.intake",
    "varsel.surfaces.register",
    "varsel.surfaces.shadow",
    "varsel.surfaces.desk",
    "varsel.surfaces.alarms",
    "varsel.surfaces.outbox",
    "varsel.surfaces.wording",
    "varsel.surfaces.news",
    "varsel.surfaces.unsubscribe",
    "varsel.surfaces.status",
    "varsel.surfaces.status.sheets",
    "varsel.surfaces.doors",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "varsel.records.staff.middleware.OwnLanguage",
    "varsel.records.staff.middleware.FrontDoor",
]

ROOT_URLCONF = "varsel.config.urls"
WSGI_APPLICATION = "varsel.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "kit" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "varsel.surfaces.shadow.context.shadow_mode",
                "varsel.surfaces.outbox.context.stopped_words",
                "varsel.surfaces.alarms.context.suspected_outages",
            ],
            "string_if_invalid": "",
        },
    }
]

DATABASES = {"default": postgres.settings_for(role="app")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "staff_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "varsel.records.staff.adapter.ClosedDoor"
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, and after eight hours: desks are shared
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "varsel.records.staff.adapter.SealedSecrets"
MFA_TOTP_ISSUER = "Varsel"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("sv", "Svenska"), ("nb", "Norsk bokmål")]
LOCALE_PATHS = [PACKAGE / "kit" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("VARSEL_HTTPS", default=False)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

PUBLIC = env.folder("VARSEL_PUBLIC", STATE / "public" / "status")  # what everybody may read about outages, as files
SPOOL = env.folder("VARSEL_SPOOL", STATE / "spool")
OPERATOR_NAME = env.text("VARSEL_OPERATOR_NAME", "Fjord & Sund bredband")
OPERATOR_PHONE = env.text("VARSEL_OPERATOR_PHONE", "020-12 34 56")
OPERATOR_ADDRESS = env.text("VARSEL_OPERATOR_ADDRESS", "Hamngatan 2, 593 30 Västervik")
MAIL_RELAY = env.text("VARSEL_MAIL_RELAY")  # smtp://user:password@host:port, smtps:// or smtp+starttls://
MAIL_PROVIDER = env.text("VARSEL_MAIL_PROVIDER")  # or a provider that anymail knows: mailgun, postmark, brevo …
MAIL_FROM = env.text("VARSEL_MAIL_FROM", "kund@fjord.example")
MAIL_REPLIES = env.text("VARSEL_MAIL_REPLIES", "svar@fjord.example")  # answers come to svar+REFERENCE@
MAIL_BOUNCES = env.text("VARSEL_MAIL_BOUNCES", "studs@fjord.example")
MAIL_OFFERS = env.text("VARSEL_MAIL_OFFERS", "erbjudande@fjord.example")  # the sender of offers: never of a notice
ALARM_SOURCES = env.values("VARSEL_ALARM_SOURCES")  # {"name": {"format": …, "secrets": […]}}: alarms/sources.py
PUBLIC_ORIGIN = env.text("VARSEL_PUBLIC_ORIGIN", "https://fjord.example").rstrip("/")  # where everybody finds our pages
NEWS_HOOKS = env.values("VARSEL_NEWS_HOOKS")  # {"https://…": "whsec_…"}: who is told of news, and by which secret
ANYMAIL = env.values("VARSEL_ANYMAIL")  # the provider's keys, as anymail names them
PRINT_TO = env.text("VARSEL_PRINT_TO", str(SPOOL / "letters"))  # where letters are printed: a folder, or sftp://…
PRINT_KEY = env.text("VARSEL_PRINT_KEY")  # the private key for it
PRINT_KNOWN_HOSTS = env.text("VARSEL_PRINT_KNOWN_HOSTS", str(STATE / "known_hosts"))
SMS = env.text("VARSEL_SMS")  # smpp://… or elks://…: channels/smpp/smsc.py, channels/elks/account.py; none: the spool
SMS_TOLD_FROM = {one for one in env.text("VARSEL_SMS_TOLD_FROM").split(",") if one}  # whom 46elks calls from; none: all
SMS_PRICE = env.text("VARSEL_SMS_PRICE")  # what one part costs, as in "0.35 SEK"; none: parts are counted
DEMO = env.flag("VARSEL_DEMO", default=(STATE / "demo").exists())  # the mark that loading the demo operator leaves

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
