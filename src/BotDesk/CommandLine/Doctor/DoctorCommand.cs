using BotDesk.Conversation.Understanding;

namespace BotDesk.CommandLine.Doctor;

/// <summary><c>botdesk doctor</c>: looks at the configuration from end to end and says what to mend. It changes nothing.</summary>
internal static class DoctorCommand
{
    /// <returns>0 when everything works, 1 when something has to be mended.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        var builder = DeskHost.CreateBuilder(args);
        if (DeskHost.LoadPolicy(builder.Configuration) is not { } policy)
        {
            return 1;
        }

        builder.Logging.ClearProviders();
        builder.Services.AddDesk(builder.Configuration, policy);
        builder.AddDeskWeb();
        builder.Services.AddDeskWorkers();

        // Its options are checked and the language model is there; nothing is understood, so nothing is trained for it.
        builder.Services.AddConversation(builder.Configuration, Task.FromCanceled<Understander>(new CancellationToken(canceled: true)));
        builder.Services.AddDoctor();
        await using var app = builder.Build();
        var (bad, doubtful) = (0, 0);
        foreach (var examination in app.Services.GetServices<IExamination>())
        {
            var findings = await ExamineAsync(examination, cancellationToken);
            if (findings.Count == 0)
            {
                continue;
            }

            await output.WriteLineAsync($"{Environment.NewLine}{examination.Subject}");
            foreach (var finding in findings)
            {
                await output.WriteLineAsync($"  {Mark(finding.Health)} {finding.What}");
                if (finding.Mend is { } mend)
                {
                    await output.WriteLineAsync($"         {mend.ReplaceLineEndings($"{Environment.NewLine}         ")}");
                }
            }

            bad += findings.Count(finding => finding.Health == Health.Bad);
            doubtful += findings.Count(finding => finding.Health == Health.Doubtful);
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync((bad, doubtful) switch
        {
            (0, 0) => "Everything works.",
            (0, _) => $"Everything works; look at what is marked \"look\" ({doubtful}).",
            _ => $"{bad} to mend.",
        });
        return bad == 0 ? 0 : 1;
    }

    private static async Task<List<Finding>> ExamineAsync(IExamination examination, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        try
        {
            await foreach (var finding in examination.ExamineAsync(cancellationToken))
            {
                findings.Add(finding);
            }
        }
        catch (Exception failure) when (StartFailure.Explain(failure).Count > 0)
        {
            // What is wrong there has been said under the settings; with them nothing can be tried out.
        }

        return findings;
    }

    private static string Mark(Health health) => health switch
    {
        Health.Good => "ok    ",
        Health.Doubtful => "look  ",
        _ => "MEND  ",
    };
}
