using System.Text.Json;

namespace BotDesk.Protocol;

/// <summary>
/// What the value of an invoke must hold, where the channel's documentation says so. An invoke of one of these names that lacks it is the
/// sender's mistake (400), and not one that nobody knows (501). botbuilder's <c>ActivityHandler.getAdaptiveCardInvokeValue</c> has the same codes.
/// </summary>
internal static class InvokeValues
{
    /// <returns>A code for programs and what is wrong; null where nothing is, and for every other name.</returns>
    public static (string Code, string Message)? WhatIsWrong(Activity activity)
    {
        if (activity.Type != ActivityTypes.Invoke || Needed(activity.Name) is not { } needed)
        {
            return null;
        }

        var value = activity.Value ?? default;
        if (value.ValueKind != JsonValueKind.Object)
        {
            return ("BadRequest", "'value' is not an object.");
        }

        if (!value.TryGetProperty(needed.Name, out var inner) || inner.ValueKind != needed.Kind)
        {
            return ("BadRequest", $"'value.{needed.Name}' is missing or of another type.");
        }

        return activity.Name == InvokeNames.AdaptiveCardAction ? WhatIsWrongWithAction(inner) : null;
    }

    private static (string, string)? WhatIsWrongWithAction(JsonElement action) =>
        action.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("Action.Execute"u8)) ? ("NotSupported", "Only an Action.Execute can be handled.")
        : !action.TryGetProperty("verb", out var verb) || verb.ValueKind != JsonValueKind.String ? ("BadRequest", "'value.action.verb' is missing or of another type.")
        : null;

    private static (string Name, JsonValueKind Kind)? Needed(string? invoke) => invoke switch
    {
        InvokeNames.AdaptiveCardAction => ("action", JsonValueKind.Object),
        InvokeNames.ComposeExtensionQuery or InvokeNames.ComposeExtensionFetchTask => ("commandId", JsonValueKind.String),
        InvokeNames.ComposeExtensionSubmitAction or InvokeNames.TaskFetch or InvokeNames.TaskSubmit => ("data", JsonValueKind.Object),
        _ => null,
    };
}
