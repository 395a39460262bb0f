using System.Globalization;

namespace LstmGen.Metrics;

/// <summary>What classes without names are called.</summary>
internal static class ClassNames
{
    public static string[] Numbers(int count)
    {
        string[] names = new string[count];
        for (int i = 0; i < count; i++)
        {
            names[i] = i.ToString(CultureInfo.InvariantCulture);
        }

        return names;
    }
}
