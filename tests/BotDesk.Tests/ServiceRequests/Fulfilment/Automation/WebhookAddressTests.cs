using System.Net;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Fulfilment.Automation;

namespace BotDesk.Tests.ServiceRequests.Fulfilment.Automation;

/// <summary>Where a task's program may be.</summary>
public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("10.0.0.5", false)]
    [InlineData("203.0.113.9", false)]
    public void The_desks_own_machine_is_not_called(string address, bool isOwn) => Assert.Equal(isOwn, WebhookSender.IsOwn(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://hooks.example.com/a", "", null)]
    [InlineData("https://hooks.exampel.com/a", "", "there is no host under 'webhooks.hosts' called 'hooks.exampel.com'; did you mean 'hooks.example.com'?")]
    [InlineData("http://hooks.example.com/a", "", "is not an https address")]
    [InlineData("https://user:pass@hooks.example.com/a", "", "is not an https address")]
    [InlineData("orders", "", "is not an https address")]
    [InlineData("https://hooks.example.com/a", ", timeout: soon", "is not a time")]
    public void An_address_is_checked_when_the_policy_is_read(string url, string more, string? problem)
    {
        var problems = PolicyFile.Parse(AutomationStories.Yaml(url, more)).Problems;

        if (problem is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(problems).ToString(), StringComparison.Ordinal);
        }
    }
}
