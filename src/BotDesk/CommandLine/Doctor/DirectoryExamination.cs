using System.Runtime.CompilerServices;
using BotDesk.CompanyDirectory.MicrosoftGraph;
using BotDesk.Protocol;
using Microsoft.Extensions.Options;

namespace BotDesk.CommandLine.Doctor;

/// <summary>Microsoft Graph, where people come from there.</summary>
internal sealed class DirectoryExamination(IServiceProvider services, IOptions<GraphOptions> graph, IOptions<BotFrameworkOptions> bot, Outside outside) : IExamination
{
    public string Subject => "Directory";

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!graph.Value.Enabled)
        {
            yield break;
        }

        yield return await LookAsync(cancellationToken);
    }

    private async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var address = graph.Value.Address(bot.Value);
        try
        {
            // Exactly what is asked for later: a lesser permission lets people be listed, and leaves out their managers.
            var request = new HttpRequestMessage(HttpMethod.Get, GraphUsers.FirstPage(address));
            request.Headers.Authorization = await services.CreateAppTokens(graph.Value.Application(bot.Value)).GetAsync(cancellationToken);
            var answer = await outside.AskAsync(request, cancellationToken);
            return answer.Status switch
            {
                200 => Finding.Good("Microsoft Graph lets the desk read people."),
                0 => Finding.Bad($"{address} is not reached: {answer.Why}.", "Let this machine reach it over https."),
                401 or 403 => Finding.Bad("Microsoft Graph does not let the desk read people.", "Give the application the permission User.Read.All of Microsoft Graph, as an application permission, with an administrator's consent."),
                var status => Finding.Bad($"Microsoft Graph answers {status}.", $"Check {GraphOptions.Section}:BaseUrl."),
            };
        }
        catch (OutboundTokenException failure)
        {
            return Finding.Bad("There is no token for Microsoft Graph.", failure.Message);
        }
    }
}
