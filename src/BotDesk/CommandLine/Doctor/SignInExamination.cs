using System.Runtime.CompilerServices;
using BotDesk.Access;

namespace BotDesk.CommandLine.Doctor;

/// <summary>The provider with which people sign in to web chat and console.</summary>
internal sealed class SignInExamination(IConfiguration configuration, Outside outside) : IExamination
{
    public string Subject => "Sign-in";

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var openId = configuration.GetSection(OpenIdSettings.Section).Get<OpenIdSettings>() ?? new OpenIdSettings();
        if (!openId.IsConfigured || !Uri.TryCreate(openId.Authority, UriKind.Absolute, out var authority))
        {
            yield break;
        }

        var metadata = await outside.GetAsync(new Uri($"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration"), cancellationToken);
        yield return metadata.Text("authorization_endpoint") is null
            ? Finding.Bad($"{authority} {(metadata.Status == 0 ? $"is not reached: {metadata.Why}" : $"answers {metadata.Status} and no configuration of OpenID Connect")}.", $"Check {OpenIdSettings.Section}:Authority; people cannot sign in until it answers.")
            : metadata.Text("issuer")?.TrimEnd('/') == authority.AbsoluteUri.TrimEnd('/')
                ? Finding.Good($"{authority} says how people sign in.")
                : Finding.Doubtful($"{authority} calls itself {metadata.Text("issuer")}.", $"Set {OpenIdSettings.Section}:Authority to what it calls itself, else its tokens are refused.");
    }
}
