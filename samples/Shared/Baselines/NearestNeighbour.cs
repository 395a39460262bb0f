namespace LstmGen.Samples;

/// <summary>The class of the most similar example: what needs no training at all.</summary>
/// <param name="rows">Examples, all as long.</param>
/// <param name="classes">Of the examples.</param>
internal sealed class NearestNeighbour(IReadOnlyList<float[]> rows, IReadOnlyList<int> classes)
{
    /// <summary>The class of the example that is least far away (Euclid); the first of those that are as near.</summary>
    public int Classify(float[] row)
    {
        (float least, int nearest) = (float.PositiveInfinity, 0);
        for (int i = 0; i < rows.Count; i++)
        {
            float distance = 0;
            for (int j = 0; j < row.Length; j++)
            {
                distance += (rows[i][j] - row[j]) * (rows[i][j] - row[j]);
            }

            if (distance < least)
            {
                (least, nearest) = (distance, i);
            }
        }

        return classes[nearest];
    }
}
