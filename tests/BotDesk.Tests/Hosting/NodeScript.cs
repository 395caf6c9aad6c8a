using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace BotDesk.Tests;

/// <summary>Scripts for Node.js that ask npm packages, which nobody here wrote, what is right.</summary>
internal static class NodeScript
{
    private static readonly string ProjectDirectory = typeof(NodeScript).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "TestProjectDirectory").Value!;

    /// <summary>Why no script can be run here; null when one can, and always null on a build server.</summary>
    public static string? MissingReason { get; } = FindMissingReason();

    /// <summary>Runs a script that reads one JSON value and writes another.</summary>
    /// <param name="script">Below the test project.</param>
    public static async Task<JsonElement> RunAsync<TInput>(string script, TInput input)
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
            Assert.Fail($"{script} ended before it had read everything: {await errors}");
        }

        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonElement.Parse(await output);
    }

    /// <summary>Runs a script that writes <c>{"problems":["…"]}</c>.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<List<string>> ProblemsAsync<TInput>(string script, TInput input) =>
        [.. (await RunAsync(script, input)).GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];

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

/// <summary>A fact that needs Node.js and the npm packages. Skipped where they are missing; on a build server it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeScript.MissingReason;
}

/// <inheritdoc cref="NodeFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeScript.MissingReason;
}
