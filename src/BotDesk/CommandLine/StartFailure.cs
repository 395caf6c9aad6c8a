using System.Net.Sockets;
using BotDesk.Channels.Slack;
using BotDesk.Data;
using BotDesk.Protocol;
using BotDesk.Protocol.DirectLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace BotDesk.CommandLine;

/// <summary>
/// What stops a start that whoever runs the desk can mend, in sentences for them. Anything else is a mistake in the desk, and keeps
/// its stack trace.
/// </summary>
internal static class StartFailure
{
    /// <summary>Runs a command; a failure that can be explained is, and gives exit code 1.</summary>
    public static async Task<int> ExplainAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception failure) when (Explain(failure) is { Count: > 0 } sentences)
        {
            return Refuse(sentences);
        }
    }

    /// <returns>1, the exit code.</returns>
    public static int Refuse(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            System.Console.Error.WriteLine(sentence);
        }

        return 1;
    }

    /// <returns>Empty when it is no failure of this kind.</returns>
    public static IReadOnlyList<string> Explain(Exception failure) => failure switch
    {
        OptionsValidationException wrong => [.. wrong.Failures.Select(sentence => Section(wrong.OptionsType) + sentence)],
        AggregateException several when several.InnerExceptions.All(each => Explain(each).Count > 0) => [.. several.InnerExceptions.SelectMany(Explain)],
        DatabaseUnusableException => [failure.Message],
        IOException { InnerException: AddressInUseException or SocketException } =>
            [$"{failure.Message} Is the desk running already? Otherwise choose another port: --urls http://localhost:3979"],
        SocketException => [$"The desk cannot listen there: {failure.Message}. Choose another address: --urls http://localhost:3979"],
        InvalidDataException => [$"{failure.Message} {failure.InnerException?.Message}"],

        // The framework has no types of its own for these: https://github.com/dotnet/runtime, ConfigurationBinder; dotnet/aspnetcore, AddressBinder.
        InvalidOperationException when failure.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => [$"{failure.Message} {WhatItCanBe(failure.Message)}"],
        InvalidOperationException when failure.Message.StartsWith("Unable to configure HTTPS endpoint", StringComparison.Ordinal) =>
            [$"{failure.Message.ReplaceLineEndings(" ")} Set Kestrel:Certificates:Default:Path, or let a proxy in front of the desk speak https."],
        FormatException when failure.Message.StartsWith("Invalid url", StringComparison.OrdinalIgnoreCase) => [$"{failure.Message} Mend the setting Urls (--urls http://localhost:3978)."],
        _ => [],
    };

    /// <summary>The words that a setting takes whose type stands at the end of the message, where it takes only some.</summary>
    private static string WhatItCanBe(string message) =>
        message.Split('\'') is [.., var type, _] && typeof(BotFrameworkOptions).Assembly.GetType(type) is { IsEnum: true } choice ? $"It can be {string.Join(", ", Enum.GetNames(choice))}." : "Mend that setting.";

    private static string Section(Type options) =>
        options == typeof(BotFrameworkOptions) ? "Channels:BotFramework:"
        : options == typeof(DirectLineOptions) ? "Channels:WebChat:"
        : options == typeof(SlackOptions) ? $"{SlackOptions.Section}:"
        : options == typeof(DeskOptions) ? $"{DeskOptions.Section}:"
        : "";
}
