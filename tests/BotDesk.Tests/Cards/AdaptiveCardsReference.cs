using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Cards;

/// <summary>The npm packages adaptivecards-templating and adaptivecards, which say what is right.</summary>
internal static class AdaptiveCardsReference
{
    private static readonly string ProjectDirectory = typeof(AdaptiveCardsReference).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "TestProjectDirectory").Value!;

    /// <summary>Why the reference cannot be asked here; null when it can, and always null on a build server.</summary>
    public static string? MissingReason { get; } = FindMissingReason();

    /// <summary>Expands every template with its data, and parses what came out, in one process.</summary>
    public static async Task<IReadOnlyList<ReferenceResult>> ExpandAsync(IEnumerable<(JsonNode? Template, JsonNode? Data)> cases)
    {
        var output = await RunAsync("Cards/adaptive-cards-reference.cjs", new JsonObject
        {
            ["cases"] = new JsonArray([.. cases.Select(each => new JsonObject { ["template"] = each.Template?.DeepClone(), ["data"] = each.Data?.DeepClone() })]),
        });
        return [.. output["results"]!.AsArray().Select(result => new ReferenceResult(
            result!["card"]?.DeepClone(),
            (string?)result["error"],
            [.. (result["events"]?.AsArray() ?? []).Select(each => (string)each!)]))];
    }

    /// <summary>Runs a script that reads one JSON value and writes another.</summary>
    /// <param name="script">Below the test project.</param>
    public static async Task<JsonNode> RunAsync(string script, JsonNode input)
    {
        using var node = Start(script);
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEndAsync();
        try
        {
            await using var stream = node.StandardInput.BaseStream;
            await JsonSerializer.SerializeAsync(stream, input);
        }
        catch (IOException)
        {
            Assert.Fail($"The reference stopped before it had read everything: {await errors}");
        }

        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(await output)!;
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        WorkingDirectory = ProjectDirectory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static string? FindMissingReason()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            return null;
        }

        if (!Directory.Exists(Path.Combine(ProjectDirectory, "node_modules", "adaptivecards-templating")))
        {
            return "The npm packages are not installed: install Node.js 20 or later and build again.";
        }

        try
        {
            using var node = Start("--version");
            node.WaitForExit();
            return null;
        }
        catch (Win32Exception)
        {
            return "Node.js is not installed; version 20 or later is needed.";
        }
    }
}

/// <param name="Card">What the template became; null when it became nothing or failed.</param>
/// <param name="Error">Why the expansion failed; null when it did not.</param>
/// <param name="Events">What the card's parser and validator complained about.</param>
internal sealed record ReferenceResult(JsonNode? Card, string? Error, IReadOnlyList<string> Events);
