namespace LstmGen.Generator.Emission;

/// <summary>A call from the user's class into the part of the runtime that is for generated code alone.</summary>
internal static class GeneratedCall
{
    private const string Type = "global::LstmGen.Runtime.GeneratedCalls";

    /// <summary>An expression that hands over the model and the arguments.</summary>
    public static string Of(string method, params string[] arguments) => $"{Type}.{method}({string.Join(", ", arguments.Prepend("this"))})";
}
