using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Parsing;

/// <param name="Spec">What was declared, as far as it can be read.</param>
/// <param name="CanBeWritten">Whether a second part of the class can be written at all.</param>
/// <param name="IsComplete">Whether every constant could be read: only then can sizes and shapes be judged.</param>
/// <param name="Own">The members that the user has declared.</param>
/// <param name="Findings">What is wrong with the declaration itself.</param>
internal sealed record ParseResult(
    ModelSpec Spec, bool CanBeWritten, bool IsComplete, EquatableArray<OwnMember> Own, EquatableArray<Finding> Findings);
