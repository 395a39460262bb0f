namespace LstmGen.Generator.Model;

/// <summary>What a member is, as far as C# lets two of them share a name.</summary>
internal enum MemberForm
{
    /// <summary>A field, a property, an indexer or an event: it shares its name with nothing.</summary>
    Value,

    /// <summary>It shares its name with methods of other signatures.</summary>
    Method,

    /// <summary>It shares its name with types of another arity.</summary>
    Type,

    Constructor,

    /// <summary>Every other constructor would have to call it.</summary>
    PrimaryConstructor,
}

/// <summary>A member that the user has declared in a model's class.</summary>
/// <param name="Form">What it is.</param>
/// <param name="Name">As metadata has it: an indexer has a name too.</param>
/// <param name="Arity">Type parameters of its own.</param>
/// <param name="Parameters">Of a method or constructor.</param>
/// <param name="Outranks">Whether it is a method that an attribute has calls prefer.</param>
/// <param name="Text">In words, for a message.</param>
internal sealed record OwnMember(MemberForm Form, string Name, int Arity, EquatableArray<OwnParameter> Parameters, bool Outranks, string Text)
{
    /// <summary>Whether it is a constructor that calls no other of the class, and so makes no network.</summary>
    public bool LeavesOut { get; init; }
}

/// <summary>A parameter of the user's.</summary>
/// <param name="IsReference">Whether it is ref, in or out: overloads cannot differ in which.</param>
/// <param name="Type">From the root: <c>global::System.Span&lt;float&gt;</c>.</param>
/// <param name="ShortName">The type's name alone, where it may mean a type that is yet to be generated; else empty.</param>
internal sealed record OwnParameter(bool IsReference, string Type, string ShortName);
