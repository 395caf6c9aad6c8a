using System.Runtime.CompilerServices;
using BotDesk.Access;
using Microsoft.Extensions.Options;

namespace BotDesk.CommandLine.Doctor;

/// <summary>The settings by themselves: whether the desk would start with them, and whether each means something.</summary>
internal sealed class SettingsExamination(IServiceProvider services, IConfiguration configuration, IHostEnvironment environment) : IExamination
{
    public string Subject => "Settings";

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var problems = Problems().ToList();
        foreach (var problem in problems)
        {
            yield return Finding.Bad("The desk does not start with these settings.", problem);
        }

        foreach (var unknown in UnknownSettings.In(configuration))
        {
            yield return Finding.Doubtful("A setting is not known.", unknown);
        }

        if (environment.IsDevelopment())
        {
            yield return Finding.Doubtful(
                "The environment is Development: callers on this machine need no password, and the demo company is loaded into an empty database.",
                "Set ASPNETCORE_ENVIRONMENT=Production before others can reach this machine.");
        }

        if (problems.Count == 0)
        {
            yield return Finding.Good("Every setting that the desk reads is sound.");
        }
    }

    private IEnumerable<string> Problems()
    {
        IReadOnlyList<string> wrong = [];
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { Count: > 0 } sentences)
        {
            wrong = sentences;
        }

        return wrong.Concat(WaysIn.Problems(configuration, environment));
    }
}
