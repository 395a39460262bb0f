namespace LstmGen.Generator.Model;

/// <summary>A type in the user's source that takes the place of what generated code means by its name.</summary>
/// <param name="FullName">Dotted, without type parameters, as messages and lists name it.</param>
/// <param name="Name">The last part of it.</param>
/// <param name="IsGeneric">Whether it has type parameters: C# takes <c>Span</c> and <c>Span&lt;T&gt;</c> for two names.</param>
internal sealed record HidingType(string FullName, string Name, bool IsGeneric);
