using System.Net;
using System.Text.Json.Nodes;
using BotDesk.Tests.Processes;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>What Slack was told is taken outlives the process.</summary>
public sealed class SlackKillTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("botdesk-slack-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Right_after_the_acknowledgement_and_with_Slack_repeating_everything()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        var messages = Enumerable.Range(0, 3).Select(number => new JsonObject
        {
            ["type"] = "message",
            ["channel_type"] = "im",
            ["user"] = "U0JONAS",
            ["channel"] = "D0JONAS",
            ["ts"] = $"1771234567.00000{number}",
            ["text"] = $"INC900{number}",
        }).ToList();
        foreach (var message in messages)
        {
            await using var desk = await DeskProcess.StartAsync(_data, slack.Settings);
            Assert.Equal(HttpStatusCode.OK, (await new SlackSender(desk.Http, slack).Event(message, $"Ev{message["ts"]}")).Status);
            await desk.KillAsync();
        }

        await using var last = await DeskProcess.StartAsync(_data, slack.Settings);
        foreach (var message in messages)
        {
            Assert.Equal(HttpStatusCode.OK, (await new SlackSender(last.Http, slack).Event(message, $"Ev{message["ts"]}", retry: 1)).Status);
        }

        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Text.Contains("INC9002", StringComparison.Ordinal)), "the answer to the last message");

        // Slack takes no idempotency key: an answer that was sent but not recorded may come twice, but none is missing or out of order.
        Assert.Equal(["0", "1", "2"], slack.Screen.Messages.Select(message => System.Text.RegularExpressions.Regex.Match(message.Text, @"INC900(\d)").Groups[1].Value).Distinct());
        Assert.InRange(slack.Screen.Messages.Count, 3, 6);
    }
}
