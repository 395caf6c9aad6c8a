using System.Diagnostics;

namespace BotDesk.Protocol.Tests.DirectLine;

/// <summary>A test that needs Node.js: without it, it is skipped and says so; in CI it runs and fails instead.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsThere = new(() =>
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true });
            node!.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public NodeFactAttribute()
    {
        if (!IsThere.Value && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "Node.js 20 is needed to run the public clients: install it and build again.";
        }
    }
}
