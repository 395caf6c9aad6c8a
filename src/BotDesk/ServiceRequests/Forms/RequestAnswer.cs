namespace BotDesk.ServiceRequests.Forms;

/// <summary>An answer in a form, as it was given: it stays readable when the form is changed.</summary>
/// <param name="Key">Of the field.</param>
/// <param name="Label">What was asked.</param>
/// <param name="Value">What is stored: a key, several separated by commas, a handle, a day like 2026-04-01, a number.</param>
/// <param name="Text">The same as people read it.</param>
public sealed record RequestAnswer(string Key, Phrase Label, string Value, Phrase Text);
