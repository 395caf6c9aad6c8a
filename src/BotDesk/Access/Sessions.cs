using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace BotDesk.Access;

/// <summary>The cookie of somebody who signed in.</summary>
internal static class Sessions
{
    /// <summary>A session ends when it was not used for so long.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>Whoever works on and on signs in again after so long, so that the provider can say no to somebody who left.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private const string Since = ".since";

    public static void Configure(CookieAuthenticationOptions options)
    {
        // The prefix makes browsers refuse it from anywhere but this host over https.
        options.Cookie.Name = "__Host-botdesk";
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.ExpireTimeSpan = Idle;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = context =>
        {
            var now = (context.Options.TimeProvider ?? TimeProvider.System).GetUtcNow();
            if (!context.Properties.Items.TryGetValue(Since, out var since)
                || !long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                || now - DateTimeOffset.FromUnixTimeSeconds(seconds) > Longest)
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }

    public static void Begin(AuthenticationProperties session, DateTimeOffset now) =>
        session.Items[Since] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
