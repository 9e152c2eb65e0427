"""Sign-in: allauth's views, only those we want, in our own pages. What is not listed here does not exist."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path
from django.views.generic import View

from varsel.records.staff import views

SIGN_OUT = login_not_required(account.LogoutView.as_view(template_name="staff/sign_out.html"))  # also half-way in
BY_PASSKEY = login_not_required(passkeys.LoginWebAuthnView.as_view())


def _page(address: str, view: type[View], template: str, name: str) -> URLPattern:
    """Return an address with one of allauth's views in a template of ours."""
    return path(address, view.as_view(template_name=f"staff/{template}.html"), name=name)


urlpatterns = [
    _page("", account.LoginView, "sign_in", "account_login"),
    path("out/", SIGN_OUT, name="account_logout"),
    _page("closed/", account.AccountInactiveView, "closed", "account_inactive"),
    _page("again/", account.ReauthenticateView, "again", "account_reauthenticate"),
    _page("password/", account.PasswordChangeView, "password", "account_change_password"),
    _page("second/", factors.IndexView, "second", "mfa_index"),
    _page("second/code/", factors.AuthenticateView, "code", "mfa_authenticate"),
    _page("second/again/", factors.ReauthenticateView, "again", "mfa_reauthenticate"),
    _page("app/", app.ActivateTOTPView, "app_add", "mfa_activate_totp"),
    _page("app/remove/", app.DeactivateTOTPView, "app_remove", "mfa_deactivate_totp"),
    _page("recovery/", recovery.ViewRecoveryCodesView, "recovery", "mfa_view_recovery_codes"),
    _page("recovery/new/", recovery.GenerateRecoveryCodesView, "recovery_new", "mfa_generate_recovery_codes"),
    _page("passkeys/", passkeys.ListWebAuthnView, "passkeys", "mfa_list_webauthn"),
    _page("passkeys/add/", passkeys.AddWebAuthnView, "passkey_add", "mfa_add_webauthn"),
    path("passkeys/sign-in/", BY_PASSKEY, name="mfa_login_webauthn"),
    _page("passkeys/again/", passkeys.ReauthenticateWebAuthnView, "passkey_again", "mfa_reauthenticate_webauthn"),
    _page("passkeys/<int:pk>/remove/", passkeys.RemoveWebAuthnView, "passkey_remove", "mfa_remove_webauthn"),
    _page("passkeys/<int:pk>/", passkeys.EditWebAuthnView, "passkey_name", "mfa_edit_webauthn"),
    path("preferences/", views.preferences, name="staff_preferences"),
    path("language/", views.language, name="staff_language"),
]
