using BotDesk.Demo;

namespace BotDesk.Tests.Demo;

/// <summary>The demo is the first thing anybody sees: its files must hold together, and stay worth reading.</summary>
public sealed class DemoCompanyTests
{
    [Fact]
    public async Task Its_files_have_no_mistake_and_every_reference_leads_somewhere()
    {
        var load = await DemoCompany.LoadAsync(DemoCompany.DefaultFolder);

        Assert.Empty(load.Problems.Select(problem => problem.ToString()));
        Assert.NotNull(load.Company);
    }
}
