using System.Diagnostics;
using System.Runtime.CompilerServices;
using BotDesk.Conversation.LanguageModels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace BotDesk.CommandLine.Doctor;

/// <summary>The language model, where one is named: whether it answers, and fast enough.</summary>
internal sealed class LanguageModelExamination(IOptions<LanguageModelOptions> options, IServiceProvider services) : IExamination
{
    public string Subject => "Language model";

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Value.Endpoint is not null && services.GetService<IChatClient>() is { } client)
        {
            yield return await AskAsync(client, cancellationToken);
        }
    }

    private async Task<Finding> AskAsync(IChatClient client, CancellationToken cancellationToken)
    {
        var (endpoint, model, limit) = (options.Value.Endpoint, options.Value.Model, options.Value.TimeLimit);
        var watch = Stopwatch.StartNew();
        try
        {
            // Longer than a turn waits, so that one that is only slow is told from one that does not answer.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(limit * 3);
            await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Answer with the word ok.")], cancellationToken: patience.Token);
            return watch.Elapsed <= limit
                ? Finding.Good($"{model} at {endpoint} answers, in {watch.Elapsed.TotalSeconds:F1} s.")
                : Finding.Doubtful($"{model} at {endpoint} takes {watch.Elapsed.TotalSeconds:F1} s, and is waited for {limit.TotalSeconds:F1} s.", $"Name a faster model, or raise {LanguageModelOptions.Section}:TimeLimit (to 8 s at most); until then it mostly costs time and helps nobody.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException or InvalidOperationException or System.Text.Json.JsonException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Finding.Doubtful($"{model} at {endpoint} does not answer: {failure.Message}", $"Check {LanguageModelOptions.Section}:Endpoint, Key and Model. The desk works without it.");
        }
    }
}
