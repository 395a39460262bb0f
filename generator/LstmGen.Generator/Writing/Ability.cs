namespace LstmGen.Generator.Writing;

/// <summary>What a model can be asked beside what every model can: an interface of the runtime, whose calls are extension members there, and the constants that it wants to know.</summary>
/// <param name="Interface">Its name in the namespace of the runtime, with its type arguments.</param>
/// <param name="Members">Its members, implemented explicitly, so that they take no name in the user's class.</param>
internal sealed record Ability(string Interface, params string[] Members)
{
    /// <summary>The names of members that users call, and that implement the interface too.</summary>
    public string[] Needs { get; init; } = [];

    /// <summary>As C# writes it anywhere.</summary>
    public string FullName => $"global::LstmGen.{Interface}";

    /// <summary>A constant of the interface.</summary>
    public static string Constant(string type, string @interface, string name, string value) => $"static {type} global::LstmGen.{@interface}.{name} => {value};";
}
