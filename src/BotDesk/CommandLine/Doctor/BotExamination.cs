using System.Runtime.CompilerServices;
using System.Text;
using BotDesk.Channels.BotFramework;
using BotDesk.Protocol;
using Microsoft.Extensions.Options;

namespace BotDesk.CommandLine.Doctor;

/// <summary>The bot's registration in Azure and the app for Teams.</summary>
internal sealed class BotExamination(IServiceProvider services, IOptions<BotFrameworkOptions> bot, IOptions<TeamsOptions> teams, IOptions<DeskOptions> desk, Outside outside, TimeProvider clock) : IExamination
{
    /// <summary>A token that seems to begin in the future is not accepted; Entra and the desk forgive five minutes.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(4);

    private const string AnyVersion = "1.0.0";

    public string Subject => "Teams and Azure Bot Service";

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(bot.Value.AppId))
        {
            yield break;
        }

        yield return await TokenAsync(cancellationToken);
        var metadata = await outside.GetAsync(new Uri(bot.Value.OpenIdMetadataAddress), cancellationToken);
        yield return metadata.Text("jwks_uri") is not null
            ? Finding.Good("The keys with which channels sign are reached.")
            : Finding.Bad($"{bot.Value.OpenIdMetadataAddress} {(metadata.Status == 0 ? $"is not reached: {metadata.Why}" : $"answers {metadata.Status}")}.", "Let this machine reach it over https; until then nothing that a channel sends can be believed.");
        if (metadata.Date is { } date)
        {
            yield return Clocks.Compare("Microsoft's clock", date, clock.GetUtcNow(), Tolerance, "Let this machine follow a time server (NTP): with a wrong clock good tokens are refused.");
        }

        if (TeamsPackage.Problems(bot.Value, desk.Value.PublicUrl, teams.Value, AnyVersion) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
            {
                yield return Finding.Bad("The app for Teams cannot be packed.", problem);
            }
        }
        else
        {
            yield return Finding.Good("The app for Teams can be packed: botdesk teams-package FILE.");
            yield return await EndpointAsync(desk.Value.AddressOf("/api/messages")!, cancellationToken);
        }
    }

    private async Task<Finding> TokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.CreateAppTokens(bot.Value).GetAsync(cancellationToken);
            return Finding.Good($"Microsoft gives the bot {bot.Value.AppId} its token.");
        }
        catch (OutboundTokenException failure)
        {
            return Finding.Bad("Microsoft gives the bot no token, so it cannot answer.", failure.Message);
        }
    }

    private async Task<Finding> EndpointAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var content = new StringContent("""{"type":"message","channelId":"msteams","id":"1","serviceUrl":"https://smba.trafficmanager.net/","from":{"id":"1"},"recipient":{"id":"2"},"conversation":{"id":"1"}}""", Encoding.UTF8, "application/json");
        var answer = await outside.AskAsync(new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content }, cancellationToken);
        return OfEndpoint(endpoint, answer);
    }

    /// <summary>What the answer to a message without a token says about the messaging endpoint.</summary>
    public static Finding OfEndpoint(Uri endpoint, Answer answer) => answer.Status switch
    {
        401 or 403 when answer.Text("detail") is null => Finding.Bad($"{endpoint} answers {answer.Status}, and it is not the desk that says so.", "Azure Bot Service has its token and no other sign-in: let the proxy pass POST requests for /api/messages on to the desk without asking who it is."),
        401 when answer.Text("detail") == BotFrameworkHosting.WithoutAppId => Finding.Bad($"The desk at {endpoint} has no AppId, so that it lets no channel in.", "Give that desk the same settings Channels:BotFramework, and start it again."),
        401 or 403 => Finding.Good($"{endpoint} is reached and believes nobody without a token. It is the messaging endpoint to set in Azure."),
        0 => Finding.Bad($"{endpoint} is not reached from here: {answer.Why}.", "It is the bot's messaging endpoint: Azure Bot Service has to reach it from the internet."),
        >= 200 and < 300 => Finding.Bad($"{endpoint} takes messages from anybody.", "Set Channels:BotFramework:AppId at the desk that runs there, and leave AllowUnauthenticatedLocalCallers out."),
        var status => Finding.Bad($"{endpoint} answers {status}.", "Let the proxy pass POST requests for /api/messages on to the desk as they are."),
    };
}
