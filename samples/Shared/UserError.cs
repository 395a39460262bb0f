namespace LstmGen.Samples;

/// <summary>Something the user can put right: its message is all that is shown.</summary>
internal sealed class UserError(string message) : Exception(message);
