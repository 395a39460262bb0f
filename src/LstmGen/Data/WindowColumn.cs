namespace LstmGen;

/// <summary>A feature or a target column of windows.</summary>
/// <param name="Name">For messages, at the start of a sentence.</param>
/// <param name="IsTarget">Whether it is a target column.</param>
/// <param name="Index">Among the features, or among the target columns.</param>
/// <param name="Feature">The feature that a target column is as well; null where it is none.</param>
/// <param name="Values">Makes a copy of its values, in the order of the rows, before they were rounded.</param>
/// <param name="IsSingle">Whether single precision holds its values.</param>
internal sealed record WindowColumn(string Name, bool IsTarget, int Index, int? Feature, Func<double[]> Values, bool IsSingle = true);
